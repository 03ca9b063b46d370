import type { Row } from '../api/answers.js';

/** Two products that are bought together. */
export interface Pair {
  names: [string, string];
  orders: number;
  lift: number;
}

/** The products of a set, by their names where these are known. */
export function namesOf({ products, names }: Row): string[] {
  const ids = Array.isArray(products) ? products.map(String) : [];
  return ids.map((id, index) => (Array.isArray(names) && names[index] ? String(names[index]) : id));
}

const MOST = 40;

/** The strongest pairs, few enough to be seen. */
export function pairsOf(rows: readonly Row[]): Pair[] {
  return rows
    .flatMap((row): Pair[] => {
      const [first, second, third] = namesOf(row);
      if (first === undefined || second === undefined || third !== undefined) return [];
      return [{ names: [first, second], orders: Number(row.orders ?? 0), lift: Number(row.lift ?? 0) }];
    })
    .filter(({ lift }) => lift > 1)
    .slice(0, MOST);
}
