import type { Sentence } from '../say.js';

/** A column of a file, and what it is taken for; `null`: nothing. */
export interface ImportColumn {
  column: string;
  field: string | null;
}

/** Why a whole file could not be taken. `status` and `code` are what the API answers. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly status = 400;
  /** The columns that were found, so that whoever brings the file can say what they are. */
  readonly columns: readonly ImportColumn[] | undefined;

  constructor(
    readonly code:
      | 'empty_file'
      | 'missing_column'
      | 'duplicate_column'
      | 'invalid_encoding'
      | 'invalid_header'
      | 'invalid_json'
      | 'invalid_format'
      | 'invalid_pair'
      | 'unknown_field'
      | 'unknown_exporter',
    message: Sentence,
    /** What to do about it. */
    readonly hint: Sentence,
    options?: ErrorOptions & { columns?: readonly ImportColumn[] },
  ) {
    super(message, options);
    this.columns = options?.columns;
  }
}
