import { say } from '../say.js';
import type { Kpi, Need } from './definition.js';
import type { Group } from './groups.js';
import type { KpiAnswer } from './kpi-answer.js';
import { type Measure, unfiltered } from './measure.js';

/** Says which import would fill a KPI. */
export const missingImport = (
  kpi: Kpi,
  { import: name, message }: Need,
  site: string,
): NonNullable<KpiAnswer['missing']> => ({
  import: name,
  message:
    message ??
    say(
      '{{kpi}} needs {{import}} of this period: POST /v1/import/{{import}}?site={{site}}, or footfall import {{import}}.',
      { kpi: kpi.title, import: name, site },
    ),
});

/** What a KPI waits for; `null` where its data is there, and where it says by itself what it lacks. */
export function missingOf(kpi: Kpi, whole: Group, site: string): KpiAnswer['missing'] {
  if (kpi.computed) return null;
  for (let need: Need | undefined = kpi.needs; need; need = need.and)
    if (!presentIn(need).some((one) => (whole.get(one) ?? 0) > 0)) return missingImport(kpi, need, site);
  return null;
}

/** Tells of each piece of a series whether anything was brought in before its end. */
export function knownPieces(kpi: Kpi): (piece: Group) => boolean {
  const present = presentOf(kpi).filter(({ stock }) => stock !== undefined);
  return (piece) => present.length === 0 || present.some((one) => piece.get(one) !== 0);
}

const presentIn = ({ present, or }: Need): Measure[] =>
  [present, or].flatMap((one) => (one ? [unfiltered(one)] : []));

/** Measures that are above 0 where a KPI's data is there. */
export const presentOf = ({ needs }: Kpi): Measure[] =>
  needs ? [...presentIn(needs), ...(needs.and ? presentIn(needs.and) : [])] : [];
