import { DATASETS, findDataset } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { ApiError } from '../http/error.js';
import { quoted, siteOfKey } from '../http/key-check.js';
import { suggest } from '../http/suggest.js';
import { EXPORTER_IDS } from '../import/exporters/index.js';
import { FORMATS, type Format, formatOfContentType } from '../import/format.js';
import type { ImportAnswer, ImportOptions } from '../import/import-answer.js';
import { pairs } from '../import/reading-options.js';
import { say } from '../say.js';
import type { Store } from '../store/store.js';
import { unlessSilent } from './import-body.js';
import { progressAnswer } from './import-progress.js';
import { type Api, errors, needsRole, WITH_KEY } from './route.js';

const counts = z.object({
  inserted: z.number().int(),
  updated: z.number().int(),
  refused: z.number().int(),
});

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
    exporter: z
      .string()
      .nullable()
      .openapi({ description: `whose export was recognised: ${EXPORTER_IDS.join(', ')}` }),
    merged: z
      .number()
      .int()
      .openapi({ description: 'rows added to another of the same key, for reports are finer' }),
    passed_over: z.number().int().openapi({ description: 'totals, footers, cancelled orders' }),
    datasets: z
      .record(z.string(), counts)
      .optional()
      .openapi({ description: 'where one file gave rows of several datasets' }),
    dry_run: z.literal(true).optional(),
    columns: z
      .array(z.object({ column: z.string(), field: z.string().nullable() }))
      .optional()
      .openapi({ description: 'of a dry run: columns of the file, and what each is' }),
    preview: z
      .array(
        z.object({ dataset: z.string(), row: z.number().int(), fields: z.record(z.string(), z.unknown()) }),
      )
      .optional()
      .openapi({ description: 'of a dry run: the first rows as they would be stored' }),
  })
  .openapi('ImportReport');

/** What the route asks of the importer; `import/stream.js` is one. */
export interface Importer {
  importStream(options: ImportOptions): Promise<ImportAnswer>;
}

interface ImportsDependencies {
  store: Store;
  importer: Importer;
  now(): number;
}

const several = z.union([z.string(), z.array(z.string())]).optional();
const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** `POST /v1/import/{dataset}` (role writer): a file of any size, read as it comes. */
export function importsApi(app: Api, { store, importer, now }: ImportsDependencies): void {
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
      query: z.strictObject({
        site: z.string().min(1).max(128).openapi({ example: 'shop' }),
        format: z.enum(FORMATS).optional().openapi({ description: 'instead of the content type' }),
        map: several.openapi({
          description: 'a column of the file as one of the dataset: `Betrag=value`; several times',
        }),
        set: several.openapi({
          description: 'a column of all rows that do not say it: `currency=EUR`; several times',
        }),
        exporter: z
          .string()
          .max(64)
          .optional()
          .openapi({ description: 'who wrote the file, or `none`; recognised by its columns if left out' }),
        decimal: z
          .enum(['point', 'comma'])
          .optional()
          .openapi({ description: 'what stands before decimals, where the file leaves it open' }),
        dates: z.enum(['day', 'month']).optional().openapi({
          description: 'what comes first in dates such as 1/2/2026, where the file leaves it open',
        }),
        dry_run: z
          .enum(['1', '0', 'true', 'false'])
          .optional()
          .openapi({ description: 'check everything and write nothing' }),
        refused: z.enum(['all']).optional().openapi({
          description: 'of an answer in lines: each refused row (up to 100,000), and not the first 100 alone',
        }),
        file: z
          .string()
          .max(255)
          .optional()
          .openapi({ description: 'name of the file, for the history of imports' }),
      }),
    },
    responses: {
      200: {
        description:
          'What became of the rows. With `Accept: application/x-ndjson`, lines `{"progress":{"rows","refused","bytes"}}`, with `refused=all` also `{"refused":[{"row","reason"}, …]}`, and at the end `{"result":…}` or `{"error":…}`.',
        content: { 'application/json': { schema: report }, 'application/x-ndjson': { schema: z.string() } },
      },
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

  app.openapi(
    { ...route, hide: true, middleware: [needsRole({ store, now }, 'writer')] as const },
    async (c) => {
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
      if (body === null) throw new ApiError(400, 'empty_file', say('the body is empty'));
      const start = (onProgress?: ImportOptions['onProgress'], onRefused?: ImportOptions['onRefused']) =>
        importer.importStream({
          ...{ store, site, dataset, format, onProgress, onRefused },
          body: unlessSilent(body),
          reading: {
            ...{ decimal: query.decimal, dates: query.dates, exporter: query.exporter },
            map: pairs(list(query.map), 'right'),
            set: pairs(list(query.set), 'left'),
          },
          dryRun: query.dry_run === '1' || query.dry_run === 'true',
          source: { source: 'api', file: fileName(query.file), apiKey: c.get('key').id, now },
        });
      if (/\bapplication\/x-ndjson\b/.test(c.req.header('accept') ?? ''))
        return (await progressAnswer(start, { allRefused: query.refused === 'all' })) as never;
      return c.json(await start(), 200);
    },
  );
}

// A browser names a file without its folder, others might not.
function fileName(said: string | undefined): string | null {
  const name = (said ?? '')
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\p{Cc}/gu, ' ')
    .trim();
  return name === undefined || name === '' ? null : name;
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
