import { isDate } from '@footfall/protocol';
import { Temporal } from 'temporal-polyfill';
import { parseFilter } from '../kpi/filter.js';
import { KpiError } from '../kpi/kpi-error.js';
import { say } from '../say.js';
import { type ExportKind, type ExportSpan, filterColumns } from '../store/exported.js';
import type { FilterClause } from '../store/scan.js';

/** What is to be taken out, in the words of a person. */
export interface ExportQuestion {
  /** First and last local day, both inclusive; from the start, to the end if left out. */
  from?: string | undefined;
  to?: string | undefined;
  /** `country==DE;device!=mobile`, with the export's own columns. */
  filter?: string | undefined;
}

const LAST_MS = 8_640_000_000_000_000;

/**
 * The span and the conditions of an export.
 *
 * @throws {KpiError} `invalid_period`, `invalid_filter` or `unknown_dimension`; the message says what there is.
 */
export function readExportQuestion(
  kind: ExportKind,
  { from, to, filter = '' }: ExportQuestion,
  timezone: string,
): { span: ExportSpan; filter: FilterClause[] } {
  if (from !== undefined && to !== undefined && to < from)
    throw new KpiError(
      'invalid_period',
      400,
      say('the period ends ({{to}}) before it begins ({{from}})', { to, from }),
      say('swap from and to'),
    );
  const clauses = parseFilter(filter);
  const columns = filterColumns(kind);
  for (const { dimension } of clauses.flat())
    if (!columns.includes(dimension))
      throw new KpiError(
        'unknown_dimension',
        400,
        say('{{kind}} cannot be filtered by "{{name}}"', { kind, name: dimension.slice(0, 40) }),
        say('they can by {{names}}', { names: columns.join(', ') }),
      );
  return { span: spanOf(from, to, timezone), filter: clauses };
}

/** Whole local days, the last one with its end. */
function spanOf(from: string | undefined, to: string | undefined, zone: string): ExportSpan {
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
  return {
    from: from === undefined ? 0 : startOf(dateOf(from, 'from')),
    to: to === undefined ? LAST_MS : startOf(dateOf(to, 'to').add({ days: 1 })),
  };
}

function dateOf(text: string, field: string): Temporal.PlainDate {
  if (isDate(text)) return Temporal.PlainDate.from(text);
  throw new KpiError(
    'invalid_period',
    400,
    say('{{field}} is not a date of the calendar: "{{text}}"', { field, text: text.slice(0, 40) }),
    say('dates are written 2026-01-31'),
  );
}
