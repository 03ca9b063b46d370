import type { FileColumn } from '../api/ask.js';
import { columnsOfDataset, type DatasetName } from './datasets.js';

/** What whoever brings a file in says of its columns. */
export interface Reading {
  /** Columns of the file, and what each is; '' for nothing. */
  map: Readonly<Record<string, string>>;
  /** What all rows hold that do not say it themselves. */
  set: Readonly<Record<string, string>>;
  decimal: 'point' | 'comma' | undefined;
  dates: 'day' | 'month' | undefined;
}

export const NOTHING_SAID: Reading = { map: {}, set: {}, decimal: undefined, dates: undefined };

/** The address of an import that is read so. */
export function importPath(
  dataset: DatasetName,
  site: string,
  reading: Reading,
  more: Readonly<Record<string, string>>,
): string {
  const query = new URLSearchParams({ site, ...more });
  for (const [column, field] of Object.entries(reading.map))
    if (field !== '') query.append('map', `${column}=${field}`);
  for (const [field, value] of Object.entries(reading.set))
    if (value !== '') query.append('set', `${field}=${value}`);
  if (reading.decimal) query.set('decimal', reading.decimal);
  if (reading.dates) query.set('dates', reading.dates);
  return `/v1/import/${dataset}?${query}`;
}

/** The columns that a dataset cannot do without, and that neither the file nor its reading gives. */
export function lackingOf(dataset: DatasetName, columns: readonly FileColumn[], reading: Reading): string[] {
  const there = new Set(columns.map(({ column, field }) => reading.map[column] ?? field));
  return columnsOfDataset(dataset)
    .filter(({ name, needed }) => needed && !there.has(name) && !reading.set[name])
    .map(({ name }) => name);
}
