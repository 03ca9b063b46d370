import type { z } from 'zod';

/**
 * One kind of file that a shop can bring in. The schema of a row is the only place where its columns stand:
 * reading CSV and JSON, the store's types, the OpenAPI document and the docs all follow from it.
 */
export interface Dataset<Row extends z.ZodObject = z.ZodObject> {
  /** As in `POST /v1/import/{name}` and `footfall import <name>`. */
  name: string;
  /** For people: what a row is. */
  about: string;
  /** Columns that together say which row it is; a later import of the same key replaces the row. */
  key: readonly string[];
  /** Columns whose e-mail addresses are hashed with a secret of the installation before anything keeps them. */
  pseudonyms?: readonly string[];
  /**
   * Schema of a row, each field as text (CSV) or JSON value.
   *
   * @param zone - the site's IANA time zone, in which times without an offset are read
   */
  row(zone: string): Row;
}

/** Gives a declaration its exact type, and holds its key to the columns of its rows. */
export function dataset<Row extends z.ZodObject>(
  declared: Dataset<Row> & { key: readonly (keyof Row['shape'])[] },
): Dataset<Row> {
  return declared;
}

/** A checked row of a dataset: texts, decimals as text, times as milliseconds, `null` for what was left out. */
export type RowOf<D> = D extends Dataset<infer Row> ? z.output<Row> : never;
