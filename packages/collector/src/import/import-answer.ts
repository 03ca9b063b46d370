import type { Dataset } from '@footfall/protocol';
import type { ImportSource, RefusedRow, Site, Store, StoredRow } from '../store/store.js';
import type { Format } from './format.js';
import type { Reading } from './layout.js';

/** How far an import is. */
export interface ImportProgress {
  /** Bytes read from the body, decompressed. */
  bytes: number;
  /** Rows read, refused ones too. */
  rows: number;
  refused: number;
}

/** What became of the rows of one dataset. */
export interface DatasetCounts {
  inserted: number;
  updated: number;
  refused: number;
}

/** What the API answers and the command line shows. */
export interface ImportAnswer {
  /**
   * Rows read. Where each gives one row of the dataset, `inserted`, `updated`, `merged` and `refused_count` add up to it.
   */
  rows: number;
  inserted: number;
  updated: number;
  /** The first {@link LIMITS.importRefusalsNamed} refused rows; the first data row is 1. */
  refused: RefusedRow[];
  refused_count: number;
  /** Columns that were ignored, and where reading had to stop. */
  warnings: string[];
  /** Id of the exporter that was recognised; `null`: the columns are the dataset's, or were mapped. */
  exporter: string | null;
  /** Rows that were added to another of the same key, as reports are finer than the dataset. */
  merged: number;
  /** Records that are none of the data: totals, footers, cancelled orders. */
  passed_over: number;
  /** By dataset, where one file gave rows of several. */
  datasets?: Record<string, DatasetCounts>;
  /** Of a dry run: nothing was written. */
  dry_run?: true;
  /** Of a dry run: the columns of the file and what each is; `null`: not used. */
  columns?: { column: string; field: string | null }[];
  /** Of a dry run: the first rows as they would be stored. */
  preview?: (StoredRow & { dataset: string })[];
}

/** What an import is given: the file, how it is written, and whom to tell. */
export interface ImportOptions {
  store: Pick<Store, 'importRows'> & Partial<Pick<Store, 'putImportRun'>>;
  site: Pick<Site, 'key' | 'timezone'>;
  dataset: Dataset;
  /** UTF-8, already decompressed. */
  body: AsyncIterable<Uint8Array>;
  /** Told by the content where it is left out. */
  format?: Format | undefined;
  /** How the file is written, where that is not to be recognised. */
  reading?: Reading | undefined;
  /** Reads and checks everything and writes nothing. */
  dryRun?: boolean | undefined;
  /** Who brings it in, for the history of imports; left out, it is in no history. */
  source?: ImportSource | undefined;
  /** Called after each chunk. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** Called with every refused row, also those that the answer does not name. */
  onRefused?: ((rows: readonly RefusedRow[]) => void) | undefined;
  signal?: AbortSignal | undefined;
}
