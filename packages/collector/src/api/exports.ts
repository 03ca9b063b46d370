import { LIMITS } from '@footfall/protocol';
import { createRoute, z } from '@hono/zod-openapi';
import { readExportQuestion } from '../export/asked.js';
import { EXPORT_FORMATS, rowText } from '../export/row-text.js';
import { ApiError } from '../http/error.js';
import { type KeyHolders, quoted, siteOfKey } from '../http/key-check.js';
import { suggest } from '../http/suggest.js';
import { SERVER_LIMITS } from '../limits.js';
import { EXPORT_COLUMNS, EXPORT_KINDS, type ExportKind } from '../store/exported.js';
import { type Api, errors, needsRole, WITH_KEY } from './route.js';
import { textBody } from './text-body.js';

const date = z.string().max(40);

/** `GET /v1/export/{events|visits|orders}` (role reader): rows of any number, read as the client takes them. */
export function exportsApi(app: Api, { store, now }: KeyHolders): void {
  const rows = z.string().openapi({ description: 'One JSON object a line, exact' });
  const table = z.string().openapi({ description: 'RFC 4180 with a header row' });

  app.openapi(
    createRoute({
      method: 'get',
      path: '/v1/export/{what}',
      tags: ['export'],
      summary: 'Take out events, visits or orders, bots and staff too, with the columns that say so',
      security: WITH_KEY,
      middleware: [needsRole({ store, now }, 'reader')] as const,
      request: {
        params: z.object({ what: z.string().openapi({ example: 'orders', enum: [...EXPORT_KINDS] }) }),
        query: z.strictObject({
          site: z.string().min(1).max(LIMITS.idLength).openapi({ example: 'shop' }),
          from: date.optional().openapi({ description: 'First local day; from the start if left out' }),
          to: date.optional().openapi({ description: 'Last local day, inclusive; to the end if left out' }),
          filter: z
            .string()
            .max(LIMITS.filterLength)
            .optional()
            .openapi({ description: 'Conditions on columns such as country==DE;device!=mobile' }),
          format: z.enum(EXPORT_FORMATS).optional().openapi({ description: 'ndjson if left out' }),
        }),
      },
      responses: {
        200: {
          description: 'The rows, streamed',
          content: { 'application/x-ndjson': { schema: rows }, 'text/csv': { schema: table } },
        },
        ...errors(400, 401, 403, 404, 503),
      },
    }),
    async (c) => {
      const kind = kindOf(c.req.valid('param').what);
      const { site: id, format = 'ndjson', ...question } = c.req.valid('query');
      const site = siteOfKey(store, c.get('key'), id);
      const { span, filter } = readExportQuestion(kind, question, site.timezone);
      const text = rowText(store.exportRows(kind, site, span, filter), EXPORT_COLUMNS[kind], format);
      return c.body(await textBody(text, SERVER_LIMITS.exportSilence), 200, {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
        'content-disposition': `attachment; filename="${site.id}-${kind}.${format}"`,
      });
    },
  );
}

function kindOf(name: string): ExportKind {
  const kind = EXPORT_KINDS.find((one) => one === name);
  if (kind !== undefined) return kind;
  throw new ApiError(404, 'unknown_export', `there is no export ${quoted(name)}`, {
    hint: suggest(name, EXPORT_KINDS) ?? `there are ${EXPORT_KINDS.join(', ')}`,
  });
}
