import { DATASETS, findDataset } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import { quoted, siteOfKey } from '../http/key-check.js';
import { suggest } from '../http/suggest.js';
import { FORMATS, type Format, formatOfContentType } from '../import/format.js';
import type { ImportAnswer, ImportOptions } from '../import/stream.js';
import type { Store } from '../store/store.js';
import { unlessSilent } from './import-body.js';
import { type Api, errors, jsonAnswer, needsRole, WITH_KEY } from './route.js';

const report = z
  .object({
    rows: z.number().int(),
    inserted: z.number().int(),
    updated: z.number().int(),
    refused: z
      .array(z.object({ row: z.number().int(), reason: z.string() }))
      .openapi({ description: 'the first 100' }),
    refused_count: z.number().int(),
    warnings: z.array(z.string()).openapi({ description: 'columns that were ignored, and the like' }),
  })
  .openapi('ImportReport');

/** What the route asks of the importer; `import/stream.js` is one. */
export interface Importer {
  importStream(options: ImportOptions): Promise<ImportAnswer>;
}

/** `POST /v1/import/{dataset}` (role writer): a file of any size, read as it comes. */
export function importsApi(app: Api, { store, importer }: { store: Store; importer: Importer }): void {
  const file = z.string().openapi({ description: 'Header row and rows, RFC 4180' });
  const rows = z.array(z.record(z.string(), z.unknown()));

  const route = createRoute({
    method: 'post',
    path: '/v1/import/{dataset}',
    tags: ['import'],
    summary: 'Bring in rows of a dataset; the same file twice changes nothing',
    security: WITH_KEY,
    request: {
      params: z.object({ dataset: z.string().openapi({ example: 'orders' }) }),
      query: z.object({
        site: z.string().min(1).max(128).openapi({ example: 'shop' }),
        format: z.enum(FORMATS).optional().openapi({ description: 'instead of the content type' }),
      }),
    },
    responses: {
      200: jsonAnswer('What became of the rows', report),
      ...errors(400, 401, 403, 404, 408, 415, 503),
    },
  });
  // Only documented: a body that was validated as a whole would have to fit in memory.
  const body = {
    required: true,
    content: {
      'text/csv': { schema: file },
      'application/x-ndjson': { schema: z.string() },
      'application/json': { schema: rows },
    },
  };
  app.openAPIRegistry.registerPath({ ...route, request: { ...route.request, body } });

  app.openapi({ ...route, hide: true, middleware: [needsRole(store, 'writer')] as const }, async (c) => {
    const { dataset: name } = c.req.valid('param');
    const query = c.req.valid('query');
    const site = siteOfKey(store, c.get('key'), query.site);
    const dataset = findDataset(name);
    if (dataset === undefined) {
      const known = Object.keys(DATASETS);
      throw new ApiError(404, 'unknown_dataset', `there is no dataset ${quoted(name)}`, {
        hint: suggest(name, known) ?? `there are ${known.join(', ')}`,
      });
    }
    const format = query.format ?? formatOf(c.req.header('content-type'));
    const { body } = c.req.raw;
    if (body === null) throw new ApiError(400, 'empty_file', 'the body is empty');
    const imported = await importer.importStream({
      store,
      site,
      dataset,
      body: unlessSilent(body),
      format,
    });
    return c.json(imported, 200);
  });
}

// Types that say nothing of the content, which says it by itself then.
const UNTOLD = new Set(['', 'text/plain', 'application/octet-stream']);

function formatOf(contentType: string | undefined): Format | undefined {
  const format = formatOfContentType(contentType);
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (format !== undefined || UNTOLD.has(type)) return format;
  throw new ApiError(415, 'unsupported_media_type', `${quoted(type)} is no format of an import`, {
    hint: 'send "Content-Type: text/csv", application/x-ndjson or application/json, or name it with ?format=csv',
  });
}
