import type { z } from 'zod';
import type { Dataset } from './dataset.js';

/** The fields of a checked row, all columns of its dataset present. */
export type RowFields = Record<string, string | number | null>;

/** A row that passed, or the reason why it did not. */
export type ReadRow = { ok: true; fields: RowFields } | { ok: false; reason: string };

/** Reads the rows of one dataset for one site. */
export interface RowReader {
  /** All columns, in the order of the declaration. */
  columns: readonly string[];
  /** Columns that every row must have. */
  required: readonly string[];
  /**
   * Checks one row. Blank texts count as left out. Reasons: `missing_<column>`, `invalid_<column>`,
   * `unknown_currency`. The first column in declared order that is wrong gives the reason.
   *
   * @param cells - values by column; others are not looked at
   */
  read(cells: Readonly<Record<string, unknown>>): ReadRow;
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * @param zone - the site's IANA time zone
 */
export function rowReader(dataset: Dataset, zone: string): RowReader {
  const schema = dataset.row(zone);
  const columns = Object.keys(schema.shape);
  const required = columns.filter(
    (column) => !(schema.shape[column] as z.ZodType).safeParse(undefined).success,
  );

  const read = (cells: Readonly<Record<string, unknown>>): ReadRow => {
    const present: Record<string, unknown> = {};
    for (const column of columns) {
      const value = cells[column];
      if (!isBlank(value)) present[column] = value;
    }
    const result = schema.safeParse(present);
    if (result.success) return { ok: true, fields: result.data as RowFields };
    return { ok: false, reason: reasonOf(result.error, present, columns) };
  };

  return { columns, required, read };
}

function reasonOf(error: z.ZodError, present: Record<string, unknown>, columns: string[]): string {
  const place = (issue: z.core.$ZodIssue) => columns.indexOf(String(issue.path[0]));
  const [first] = error.issues.toSorted((one, two) => place(one) - place(two));
  const column = String(first?.path[0]);
  if (present[column] === undefined) return `missing_${column}`;
  const reason = first?.code === 'custom' ? first.params?.reason : undefined;
  return typeof reason === 'string' ? reason : `invalid_${column}`;
}
