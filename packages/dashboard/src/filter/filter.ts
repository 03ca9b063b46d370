/** One condition of a filter. */
export interface Condition {
  dimension: string;
  operator: '==' | '!=' | '=~';
  value: string;
}

/** Clauses that all hold, each of conditions of which one holds: the collector's own form. */
export type Filter = readonly (readonly Condition[])[];

const OPERATORS = ['==', '!=', '=~'] as const;

/** Reads the filter of an address. What cannot be read is left out: an address can be cut off or typed by hand. */
export function parseFilter(text: string): Filter {
  return parts(text, ';')
    .map((clause) => parts(clause, ',').flatMap(parseCondition))
    .filter((clause) => clause.length > 0);
}

// Splits where the separator is not escaped; escapes stay for the next to read.
function parts(text: string, separator: string): string[] {
  const found: string[] = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\\') found[found.length - 1] += character + (text[++at] ?? '');
    else if (character === separator) found.push('');
    else found[found.length - 1] += character;
  }
  return found;
}

function parseCondition(text: string): Condition[] {
  const dimension = /^[a-z_]+/.exec(text)?.[0] ?? '';
  const operator = OPERATORS.find((one) => text.startsWith(one, dimension.length));
  if (dimension === '' || operator === undefined) return [];
  const value = text.slice(dimension.length + 2).replace(/\\(.)/gsu, '$1');
  return value === '' ? [] : [{ dimension, operator, value }];
}

/** Writes a filter as the collector reads it. */
export function filterText(filter: Filter): string {
  return filter
    .map((clause) =>
      clause
        .map(({ dimension, operator, value }) => dimension + operator + value.replace(/[\\;,]/g, '\\$&'))
        .join(','),
    )
    .join(';');
}

/** The dimensions that a filter names, each once. */
export function dimensionsOfFilter(filter: Filter): string[] {
  return [...new Set(filter.flat().map(({ dimension }) => dimension))];
}

/**
 * The filter with one more condition: another value of a dimension that is chosen already widens the choice, anything
 * else narrows it. A condition that stands there already is taken away.
 */
export function toggled(filter: Filter, condition: Condition): Filter {
  const same = (one: Condition) =>
    one.dimension === condition.dimension &&
    one.operator === condition.operator &&
    one.value === condition.value;
  if (filter.some((clause) => clause.some(same))) return without(filter, condition);
  const beside = filter.findIndex((clause) =>
    clause.every((one) => one.dimension === condition.dimension && one.operator === '=='),
  );
  if (condition.operator !== '==' || beside === -1) return [...filter, [condition]];
  return filter.map((clause, index) => (index === beside ? [...clause, condition] : clause));
}

/** The filter without a condition. */
export function without(filter: Filter, { dimension, operator, value }: Condition): Filter {
  return filter
    .map((clause) =>
      clause.filter((one) => one.dimension !== dimension || one.operator !== operator || one.value !== value),
    )
    .filter((clause) => clause.length > 0);
}
