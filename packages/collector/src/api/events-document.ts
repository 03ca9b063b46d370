import { browserBatchDocument, serverBatchDocument } from '@footfall/protocol';
import { z } from '@hono/zod-openapi';
import { jsonSchemaOf } from './named.js';
import { type Api, errors, WITH_KEY } from './route.js';

const answer = z
  .object({
    accepted: z.number().int(),
    duplicates: z.number().int(),
    refused: z.array(z.object({ index: z.number().int(), id: z.string().nullable(), reason: z.string() })),
  })
  .openapi('EventsAnswer');

const refusedHeader = z.object({
  'x-footfall-refused': z.string().openapi({ example: '1 invalid_money' }),
});

const json = { 'application/json': { schema: answer } };

/**
 * Describes the two routes that take events. They read their bodies themselves, for the sake of speed, but with
 * the same schemas.
 */
export function documentEvents(app: Api): void {
  // Zod writes these itself: the library does not know schemas that drop a wrong text instead of refusing it.
  const browserBatch = app.openAPIRegistry.registerComponent(
    'schemas',
    'BrowserBatch',
    jsonSchemaOf(browserBatchDocument),
  ).ref;
  const serverBatch = app.openAPIRegistry.registerComponent(
    'schemas',
    'ServerBatch',
    jsonSchemaOf(serverBatchDocument),
  ).ref;

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/events',
    tags: ['events'],
    summary: 'Events from a browser',
    description:
      'Public; the Origin must be one of the site. A request without an Origin is taken only with a key. The body is read as JSON whatever its content type.',
    security: [{}, ...WITH_KEY],
    request: {
      body: {
        required: true,
        content: {
          'text/plain': { schema: browserBatch },
          'application/json': { schema: browserBatch },
        },
      },
    },
    responses: {
      200: { description: 'Every event is on disk (callers with a key)', content: json },
      202: {
        description: 'Some events were refused, the others are on disk; the body is for callers with a key',
        headers: refusedHeader,
        content: json,
      },
      204: { description: 'Every event is on disk' },
      ...errors(400, 401, 403, 404, 413, 429, 503),
    },
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/server-events',
    tags: ['events'],
    summary: 'Events from a server, of any time',
    security: WITH_KEY,
    request: { body: { required: true, content: { 'application/json': { schema: serverBatch } } } },
    responses: {
      200: { description: 'Every event is on disk', content: json },
      202: {
        description: 'Some events were refused, the others are on disk',
        headers: refusedHeader,
        content: json,
      },
      ...errors(400, 401, 403, 404, 413, 503),
    },
  });
}
