import { LIMITS } from '@footfall/protocol';
import { say } from '../say.js';
import type { AttributionModel, FilterClause } from '../store/scan.js';
import type { Kpi } from './definition.js';
import { DATED_BY_DAY, dimensionsOf, measuresOf } from './dimension.js';
import { parseFilter } from './filter.js';
import { KpiError } from './kpi-error.js';
import { type KpiParameters, OWN_PARAMETERS, type OwnParameter } from './parameters.js';
import { type Cut, comparedPeriod, cutPeriod, type Interval, type Period, periodOf } from './period.js';

/** What is asked, read and checked. */
export interface Request {
  period: Period;
  cut: Cut | undefined;
  compared: Period | undefined;
  by: string[];
  filter: FilterClause[];
  attribution: AttributionModel;
  limit: number;
  interval: Interval | undefined;
  /** Parameters that only some KPIs have, as they were given. */
  own: Pick<KpiParameters, OwnParameter>;
}

/** @throws {KpiError} for a period, filter or interval that cannot be. */
export function readRequest(parameters: KpiParameters, timezone: string): Request {
  const period = periodOf(parameters.from, parameters.to, timezone);
  return {
    period,
    cut: parameters.interval ? cutPeriod(period, parameters.interval) : undefined,
    compared: parameters.compare ? comparedPeriod(period, parameters.compare) : undefined,
    by: breakdownOf(parameters.by),
    filter: parseFilter(parameters.filter ?? ''),
    attribution: parameters.attribution ?? 'last_non_direct',
    limit: Math.min(parameters.limit ?? LIMITS.defaultRows, LIMITS.rows),
    interval: parameters.interval,
    own: Object.fromEntries(
      OWN_PARAMETERS.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])),
    ),
  };
}

function breakdownOf(by: string | undefined): string[] {
  if (by === undefined || by === '') return [];
  const names = by.split(',');
  if (names.length > LIMITS.breakdown)
    throw new KpiError(
      'unknown_dimension',
      400,
      say('a figure can be broken down by {{limit}} dimensions at most', { limit: LIMITS.breakdown }),
    );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new KpiError(
      'unknown_dimension',
      400,
      say('by names "{{name}}" twice', { name: twice.slice(0, 40) }),
    );
  return names;
}

/** @throws {KpiError} where the KPI has no such dimension, or no hours. */
export function checkRequest(kpi: Kpi, request: Request): void {
  const dimensions = dimensionsOf(kpi);
  const words = [
    ...request.by.map((name) => ['{{kpi}} cannot be broken down by "{{name}}"', name] as const),
    ...request.filter
      .flat()
      .map(({ dimension }) => ['{{kpi}} cannot be filtered by "{{name}}"', dimension] as const),
  ];
  for (const [refusal, name] of words) {
    if (dimensions.includes(name)) continue;
    throw new KpiError(
      'unknown_dimension',
      400,
      say(refusal, { kpi: kpi.id, name: name.slice(0, 40) }),
      dimensions.length > 0
        ? say('its dimensions are {{names}}', { names: dimensions.join(', ') })
        : say('it is of the whole shop, and has no dimensions'),
    );
  }
  kpi.computed?.check?.(request);
  if (measuresOf(kpi).some((measure) => measure.inWindowBefore))
    refusePieces(kpi, request, LIMITS.costlyBuckets);
  const dated = kpi.needs && measuresOf(kpi).find(({ fact }) => DATED_BY_DAY.has(fact));
  if (request.cut && !request.cut.days && dated)
    throw new KpiError(
      'invalid_interval',
      400,
      say('{{kpi}} has no hours: {{import}} are known by day', {
        kpi: kpi.id,
        import: kpi.needs?.import ?? '',
      }),
      say('use interval=day or longer'),
    );
}

/** @throws {KpiError} where a parameter was given that none of the KPIs has. */
export function checkOwnParameters(kpis: readonly Kpi[], { own }: Request): void {
  for (const name of Object.keys(own) as OwnParameter[]) {
    if (kpis.some((kpi) => kpi.takes?.includes(name))) continue;
    const has = [...new Set(kpis.flatMap(({ takes = [] }) => takes))];
    throw new KpiError(
      'invalid_request',
      400,
      say('{{kpis}} has no parameter "{{name}}"', { kpis: kpis.map(({ id }) => id).join(', '), name }),
      has.length > 0
        ? say('parameters beside the common ones: {{names}}', { names: has.join(', ') })
        : undefined,
    );
  }
}

/** @throws {KpiError} where the period is cut into more pieces than a KPI can be computed for one by one. */
export function refusePieces(kpi: Pick<Kpi, 'id'>, { cut, interval }: Request, limit: number): void {
  if (!cut || cut.starts.length <= limit) return;
  throw new KpiError(
    'invalid_interval',
    400,
    say(
      '{{kpi}} is computed for each piece by itself; {{pieces}} pieces by {{interval}} are more than {{limit}}',
      {
        kpi: kpi.id,
        pieces: cut.starts.length,
        interval: interval ?? '',
        limit,
      },
    ),
    say('ask for a shorter period or a longer interval'),
  );
}
