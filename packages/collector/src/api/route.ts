import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { ApiError } from '../http/error.js';
import { type KeyHolders, keyOfRequest, requireRole } from '../http/key-check.js';
import { SERVER_LIMITS } from '../limits.js';
import type { ApiKey, Role } from '../store/store.js';

/** What the routes with a key find in their context. */
export interface ApiEnv {
  Variables: { key: ApiKey };
}

export type Api = OpenAPIHono<ApiEnv>;

const error = z
  .object({
    error: z.object({
      code: z.string().openapi({ example: 'unknown_kpi' }),
      message: z.string(),
      hint: z.string().optional().openapi({ example: 'did you mean conversion_rate?' }),
      fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
      columns: z
        .array(z.object({ column: z.string(), field: z.string().nullable() }))
        .optional()
        .openapi({ description: 'of a file whose header lacks something: its columns, and what each is' }),
    }),
  })
  .openapi('Error');

const MEANING = {
  400: 'Unreadable or invalid; each field is named',
  401: 'No key, or an unknown one',
  403: 'The key lacks the role or the site, or the origin is foreign',
  404: 'There is no such thing',
  408: 'The body came too slowly',
  409: 'It exists already',
  413: 'The body is too large',
  415: 'The content type is not supported',
  429: 'Too many requests; `Retry-After` says when to try again',
  503: 'The collector cannot take more just now; `Retry-After` says when to try again',
} as const;

/** The error answers of a route, for the document. */
export function errors<Status extends keyof typeof MEANING>(...statuses: Status[]) {
  const answer = (status: Status) => ({
    description: MEANING[status],
    content: { 'application/json': { schema: error } },
  });
  return Object.fromEntries(statuses.map((status) => [status, answer(status)])) as Record<
    Status,
    ReturnType<typeof answer>
  >;
}

/** Says in the document that a route wants a key. */
export const WITH_KEY = [{ key: [] }];

/** The JSON body of a request. */
export function jsonBody<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } } as const;
}

/** The JSON body of an answer. */
export function jsonAnswer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } } as const;
}

/** Lets only keys through that may do what the role may, and leaves the key in the context. */
export function needsRole(holders: KeyHolders, role: Role): MiddlewareHandler<ApiEnv> {
  return createMiddleware<ApiEnv>(async function checkKey(c, next) {
    const key = keyOfRequest(holders, c.req.raw.headers.get('authorization'));
    requireRole(key, role);
    c.set('key', key);
    // What a key opens is for its holder, not for caches on the way.
    c.header('cache-control', 'no-store');
    await next();
  });
}

/** Refuses a JSON body that is larger than any that these routes need. */
export const limitedJson: MiddlewareHandler = bodyLimit({
  maxSize: SERVER_LIMITS.jsonBytes,
  onError: () => {
    throw new ApiError(413, 'too_large', `a body may have at most ${SERVER_LIMITS.jsonBytes} bytes`);
  },
});
