import { LIMITS } from '@footfall/protocol';
import { say } from '../say.js';
import type { SENTENCES } from '../sentences.js';
import type { FilterClause, FilterTerm } from '../store/scan.js';
import { KpiError } from './kpi-error.js';

const OPERATORS = ['==', '!=', '=~'] as const;

const DIMENSION = /^[a-z_]*/;
/** Conditions on an event can also name a field of its data, such as `data.method` or `data.plan.name`. */
const DIMENSION_OF_EVENT = /^(?:data(?:\.\w{1,64}){1,3}|[a-z_]*)/;

/**
 * Reads a filter: `country==DE,country==AT;device!=mobile` is (DE or AT) and not mobile. `,` binds tighter than `;`.
 * A backslash takes the character after it as it is.
 *
 * @param of `event`: its dimensions may be fields of an event's data, `data.method`.
 * @throws {KpiError} `invalid_filter` with the position of what could not be read.
 */
export function parseFilter(text: string, of: 'fact' | 'event' = 'fact'): FilterClause[] {
  const names = of === 'event' ? DIMENSION_OF_EVENT : DIMENSION;
  if (text.length > LIMITS.filterLength)
    throw new KpiError(
      'invalid_filter',
      400,
      say('the filter is longer than {{limit}} characters', { limit: LIMITS.filterLength }),
    );
  if (text === '') return [];
  const clauses: FilterTerm[][] = [[]];
  let count = 0;
  let at = 0;
  for (;;) {
    const { term, end } = readTerm(text, at, names);
    if (++count > LIMITS.filterTerms)
      throw new KpiError(
        'invalid_filter',
        400,
        say('the filter has more than {{limit}} conditions', { limit: LIMITS.filterTerms }),
      );
    clauses.at(-1)?.push(term);
    if (end === text.length) return clauses;
    if (text[end] === ';') clauses.push([]);
    at = end + 1;
  }
}

function readTerm(text: string, start: number, names: RegExp): { term: FilterTerm; end: number } {
  const name = names.exec(text.slice(start))?.[0] ?? '';
  if (name === '')
    throw nonsense(
      text,
      start,
      'the filter cannot be read at character {{position}}: a dimension is expected, found {{found}}',
    );
  const at = start + name.length;
  const operator = OPERATORS.find((one) => text.startsWith(one, at));
  if (!operator)
    throw nonsense(
      text,
      at,
      'the filter cannot be read at character {{position}}: one of ==, != and =~ is expected, found {{found}}',
    );
  let value = '';
  let end = at + operator.length;
  while (end < text.length && text[end] !== ';' && text[end] !== ',') {
    if (text[end] === '\\' && ++end === text.length)
      throw nonsense(
        text,
        end - 1,
        'the filter cannot be read at character {{position}}: a backslash must be followed by the character that it is for, found {{found}}',
      );
    value += text[end++];
  }
  if (value === '')
    throw nonsense(
      text,
      end,
      'the filter cannot be read at character {{position}}: a value is expected; "(not set)" is what a missing one is called, found {{found}}',
    );
  return { term: { dimension: name, operator, value }, end };
}

type Nonsense = Extract<(typeof SENTENCES)[number], `the filter cannot be read ${string}`>;

function nonsense(text: string, position: number, what: Nonsense): KpiError {
  const found = position < text.length ? `"${text.slice(position, position + 12)}"` : 'the end';
  return new KpiError(
    'invalid_filter',
    400,
    say(what, { position: position + 1, found }),
    say('for example country==DE,country==AT;device!=mobile'),
  );
}
