import { VITAL_PARTS, WEB_VITALS } from '../../facts/web-vital.js';
import { say } from '../../say.js';
import type { Condition } from '../../store/scan.js';
import type { Figure, Kpi } from '../definition.js';
import { count, distinct, quantile } from '../measure.js';
import { of, part, total } from './measures.js';

const RATINGS = ['good', 'needs_work', 'poor'] as const;

const measured = count('vital');

/** The columns of one metric: its value, the share of each rating, and how the visits of each rating convert. */
function columnsOf(metric: keyof typeof WEB_VITALS): [string, Figure][] {
  const name = metric.toLowerCase();
  const when: Condition[] = [{ dimension: 'metric', in: [metric] }];
  const rated = RATINGS.map((rating): [string, Condition[]] => [
    rating,
    [...when, { field: 'rating', is: '=', value: rating }],
  ]);
  const p75 = { ...quantile('vital', 'number', 750, when), scale: VITAL_PARTS };
  return [
    [name, { unit: metric === 'CLS' ? 'ratio' : 'duration', numerator: of(p75) }],
    ...rated.map(([rating, is]): [string, Figure] => [
      `${name}_${rating}`,
      part(count('vital', is), count('vital', when)),
    ]),
    ...rated.map(([rating, is]): [string, Figure] => [
      `${name}_${rating}_conversion`,
      part(distinct('vital', 'ordering_visit', is), distinct('vital', 'visit', is)),
    ]),
  ];
}

/** How fast and steady pages are. */
export const VITALS_KPIS: readonly Kpi[] = [
  {
    id: 'web_vitals',
    title: 'Web vitals',
    sentence:
      'How fast and steady pages are for visitors, at the 75th percentile; which part of them is good, needs work or is poor; and how visits convert by it.',
    unit: 'table',
    direction: 'down',
    by: 'page',
    columns: {
      measurements: total(measured),
      ...Object.fromEntries((Object.keys(WEB_VITALS) as (keyof typeof WEB_VITALS)[]).flatMap(columnsOf)),
    },
    needs: {
      import: 'web_vital events',
      present: measured,
      message: say(
        'Web vitals need web_vital events of this period: the script sends them when a page has been used.',
      ),
    },
    base: 'vital',
  },
];
