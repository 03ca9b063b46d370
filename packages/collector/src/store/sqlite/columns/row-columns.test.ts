import { describe, expect, it } from 'vitest';
import { NOTHING, openColumn, unpackColumn } from './packed-column.js';
import { RowColumns } from './row-columns.js';

describe('RowColumns', () => {
  it('holds more rows than it has begun with room for, nothing among them, and packs them', () => {
    const rows = Array.from({ length: 3000 }, (_, row) => [row, row % 7 === 0 ? null : -row]);
    const columns = RowColumns.of(rows, 2);
    expect(columns.rows).toBe(3000);
    expect([...columns.column(0)]).toEqual(rows.map(([first]) => first));
    const unpacked = new Float64Array(3000);
    unpackColumn(openColumn(columns.packed(1)), 3000, unpacked);
    expect([...unpacked]).toEqual(rows.map(([, second]) => second ?? NOTHING));
  });

  it('is a column of no rows where there are none', () => {
    const columns = RowColumns.of([], 1);
    expect(columns.rows).toBe(0);
    expect(columns.packed(0)).toHaveLength(16);
  });
});
