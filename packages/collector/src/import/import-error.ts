/** Why a whole file could not be taken. `status` and `code` are what the API answers. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
  readonly status = 400;

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
    message: string,
    /** What to do about it. */
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
