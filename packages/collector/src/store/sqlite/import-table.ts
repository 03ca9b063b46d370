import type { ImportRow, Site } from '../store.js';

/** Fields of a row: as the importer checked them, or as they lie in the table. */
export type Fields = ImportRow['fields'];

/** How rows of one dataset lie in their table, and what follows from a row that came or changed. */
export interface ImportTable {
  name: string;
  key: readonly string[];
  columns: readonly string[];
  /** The columns, where they are not simply the fields. */
  complete?: (site: Site, fields: Fields) => Fields;
  after?: (site: Site, fields: Fields, before: Fields | undefined) => void;
}

/** The text of a field, `null` where it says nothing. */
export function text(value: string | number | null | undefined): string | null {
  return value === null || value === undefined || value === '' ? null : String(value);
}
