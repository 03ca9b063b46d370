/** One row of a dataset, as a file would have it. */
export interface DemoRow {
  dataset: string;
  row: Readonly<Record<string, string | number>>;
}
