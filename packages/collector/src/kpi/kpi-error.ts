/** What a caller asked wrongly; the API turns it into an answer with this status. */
export class KpiError extends Error {
  override readonly name = 'KpiError';
  constructor(
    readonly code:
      | 'unknown_kpi'
      | 'invalid_period'
      | 'invalid_filter'
      | 'unknown_dimension'
      | 'invalid_interval'
      | 'invalid_request'
      | 'unknown_goal',
    readonly status: 400 | 404,
    message: string,
    readonly hint?: string,
    /** The fields of the request that do not fit, by their paths in dots. */
    readonly fields?: { field: string; message: string }[],
  ) {
    super(message);
  }
}
