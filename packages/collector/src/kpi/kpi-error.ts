import { type Sentence, say } from '../say.js';

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
    override readonly message: Sentence,
    readonly hint?: Sentence,
    /** The fields of the request that do not fit, by their paths in dots. */
    readonly fields?: { field: string; message: Sentence }[],
  ) {
    super(message);
  }
}

/** An error and what helps against it, as one sentence. */
export function withHint({ message, hint }: KpiError): Sentence {
  return hint === undefined ? message : say('{{reason}} ({{hint}})', { reason: message, hint });
}

/** All fields that do not fit in one line; whoever shows them to people takes `fields`. */
export function listed(wrong: readonly { field: string; message: Sentence }[]): Sentence {
  return wrong.map(({ field, message }) => `${field}: ${message}`).join('; ') as Sentence;
}
