import { columnName } from './column-name.js';
import type { Layout } from './layout.js';
import type { Notices } from './raw-row.js';

/** Names are remembered so that each is brought into its form once; a hostile file must not fill the memory. */
const REMEMBERED = 1_000;

/**
 * Picks a dataset's columns out of JSON objects, their names taken as leniently as those of a CSV header.
 *
 * @returns a function that gives `undefined` for what is no object
 */
export function cellsOf(
  layout: Layout,
  notices: Notices,
): (value: unknown) => Record<string, unknown> | undefined {
  const known = new Map(layout.columns.map(({ column, cell }) => [column, cell]));
  const names = new Map<string, string | undefined>();

  function nameOf(written: string): string | undefined {
    if (names.has(written)) return names.get(written);
    const column = known.get(columnName(written)) ?? undefined;
    if (column === undefined) notices.unknownColumn(written);
    if (names.size < REMEMBERED) names.set(written, column);
    return column;
  }

  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const cells: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const column = nameOf(key);
      if (column !== undefined) cells[column] = (value as Record<string, unknown>)[key];
    }
    return cells;
  };
}
