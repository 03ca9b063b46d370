import { NOTHING } from './page.js';
import type { VisitDay } from './read-pages.js';
import { TERM_COLUMNS } from './visit-columns.js';

/** A dimension that no column holds: a small number for each of its texts, from other columns. */
interface MadeDimension {
  from: readonly string[];
  texts: readonly string[];
  fill(into: Float64Array, day: VisitDay): void;
}

/** The same words as in `scan/visit-facts.ts`, in the language of columns. */
const MADE: Readonly<Record<string, MadeDimension>> = {
  visitor_type: {
    from: ['cookieless', 'number'],
    texts: ['new', 'returning'],
    fill(into, day) {
      const cookieless = day.column('cookieless');
      const number = day.column('number');
      for (let row = 0; row < day.rows; row++) {
        const place = number[row] as number;
        into[row] = cookieless[row] === 1 || place < 1 ? NOTHING : place === 1 ? 0 : 1;
      }
    },
  },
  step: {
    from: ['steps'],
    texts: ['begin_checkout', 'add_shipping_info', 'add_payment_info'],
    fill(into, day) {
      const steps = day.column('steps');
      for (let row = 0; row < day.rows; row++) {
        const bits = steps[row] as number;
        into[row] = bits & 32 ? 2 : bits & 16 ? 1 : bits & 8 ? 0 : NOTHING;
      }
    },
  },
};

const TERMS: ReadonlySet<string> = new Set(TERM_COLUMNS);
const FIELDS: ReadonlySet<string> = new Set([
  ...['visitor', 'number', 'page_views', 'engaged_ms', 'orders', 'steps', 'leads', 'cookieless'],
  ...['revenue', 'unvalued_orders'],
]);

export const isField = (name: string): boolean => FIELDS.has(name);
export const isDimension = (name: string): boolean => TERMS.has(name) || Object.hasOwn(MADE, name);

/** The texts of a dimension that is not a term; `undefined` for one that is. */
export const textsOf = (dimension: string): readonly string[] | undefined => MADE[dimension]?.texts;

/** Columns that a dimension is read from. */
export const columnsOf = (dimension: string): readonly string[] => MADE[dimension]?.from ?? [dimension];

/** The values of a dimension on the rows of a day: ids of terms, or places in {@link textsOf}. */
export function dimensionValues(
  name: string,
  day: VisitDay,
  scratch: Map<string, Float64Array>,
): Float64Array {
  const made = MADE[name];
  if (!made) return day.column(name);
  let into = scratch.get(name);
  if (!into || into.length < day.rows) {
    into = new Float64Array(Math.max(day.rows, 4096));
    scratch.set(name, into);
  }
  made.fill(into, day);
  return into;
}
