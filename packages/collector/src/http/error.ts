import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { StoreBusy } from '../store/store.js';
import { jsonAnswer, type PlainAnswer, responseOf } from './plain-answer.js';

/** One field of a request that does not fit, by its path in dots. */
export interface FieldError {
  field: string;
  message: string;
}

/** A column of a file that was sent. */
export interface FileColumn {
  column: string;
  field: string | null;
}

/** What an answer other than 2xx carries, everywhere. */
export interface ErrorBody {
  error: {
    code: string;
    message: string;
    hint?: string;
    fields?: FieldError[];
    /** Of a file that could not be taken: its columns, and what each is taken for. */
    columns?: readonly FileColumn[];
  };
}

interface ApiErrorOptions extends ErrorOptions {
  hint?: string | undefined;
  fields?: FieldError[];
  columns?: readonly FileColumn[] | undefined;
  headers?: Record<string, string>;
}

/** The one error that the edge knows: a status, a code for programs, and words for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly hint: string | undefined;
  readonly fields: FieldError[] | undefined;
  readonly columns: readonly FileColumn[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: ContentfulStatusCode,
    readonly code: string,
    message: string,
    options: ApiErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.fields = options.fields;
    this.columns = options.columns;
    this.headers = options.headers ?? {};
  }

  /** The answer, with further headers where the route wants them. */
  toResponse(headers: Record<string, string> = {}): Response {
    return responseOf(this.toAnswer(headers));
  }

  /** The same, for who needs no `Response`. */
  toAnswer(headers: Record<string, string> = {}): PlainAnswer {
    const body: ErrorBody = { error: { code: this.code, message: this.message } };
    if (this.hint !== undefined) body.error.hint = this.hint;
    if (this.fields !== undefined) body.error.fields = this.fields;
    if (this.columns !== undefined) body.error.columns = this.columns;
    return jsonAnswer(this.status, body, { ...this.headers, ...headers });
  }
}

/** 400 that names each field that does not fit. */
export function invalidRequest(error: z.core.$ZodError, code = 'invalid_request'): ApiError {
  const fields = error.issues.flatMap(fieldsOf);
  const message = fields.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return new ApiError(400, code, message.join('; '), { fields });
}

function fieldsOf(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: issue.message }));
  return [{ field: path.join('.'), message: issue.message }];
}

/** Errors of inner layers say what they mean by a code and a status, without knowing HTTP's classes. */
interface StatedError extends Error {
  code: string;
  status: ContentfulStatusCode;
  hint?: string;
  fields?: FieldError[];
  columns?: readonly FileColumn[];
}

function isStated(thrown: unknown): thrown is StatedError {
  if (!(thrown instanceof Error)) return false;
  const { code, status } = thrown as Partial<StatedError>;
  return typeof code === 'string' && typeof status === 'number' && status >= 400 && status < 500;
}

const CODE_OF_STATUS: Record<number, string> = {
  400: 'invalid_request',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
};

// The routes' library refuses these by itself, without a word on what it would take.
const HINT_OF_STATUS: Record<number, string> = {
  415: 'send the body as JSON, with the header "Content-Type: application/json"',
};

/**
 * The error for the client, whatever was thrown. `internal_error` says nothing of its cause: that is for the log.
 */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof StoreBusy)
    return new ApiError(503, 'busy', 'the collector cannot take more just now', {
      hint: `try again in ${thrown.retryAfterSeconds} s`,
      headers: { 'retry-after': String(thrown.retryAfterSeconds) },
      cause: thrown,
    });
  if (thrown instanceof HTTPException && thrown.status < 500)
    return new ApiError(
      thrown.status as ContentfulStatusCode,
      CODE_OF_STATUS[thrown.status] ?? 'refused',
      thrown.message,
      { hint: HINT_OF_STATUS[thrown.status], cause: thrown },
    );
  if (isStated(thrown))
    return new ApiError(thrown.status, thrown.code, thrown.message, {
      hint: thrown.hint,
      ...(thrown.fields ? { fields: thrown.fields } : {}),
      columns: thrown.columns,
      cause: thrown,
    });
  return new ApiError(500, 'internal_error', 'something went wrong in the collector', {
    hint: 'its log says what',
    cause: thrown,
  });
}
