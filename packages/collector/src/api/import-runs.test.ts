import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, NOW } from '../app.fixture.js';
import { importStream } from '../import/stream.js';
import { mintKey } from '../settings/key.js';
import { openStore } from '../store/sqlite/open.js';
import type { Role, Store } from '../store/store.js';

const folder = mkdtempSync(join(tmpdir(), 'footfall-import-runs-'));
let store: Store;
let app: Awaited<ReturnType<typeof createTestApp>>['app'];
const secrets = new Map<string, { id: string; secret: string }>();

beforeAll(async () => {
  store = await openStore({ folder, now: () => NOW, threads: false });
  // As the way to the writer's thread does.
  const put = store.putImportRun.bind(store);
  store.putImportRun = (run) => put(structuredClone(run));
  for (const id of ['shop', 'other'])
    await store.addSite({
      ...{ id, name: id, origins: [], timezone: 'Europe/Berlin', currency: 'EUR' },
      settings: { visitIdleMinutes: 30, contentGroups: [], internalNetworks: [] },
    });
  for (const role of ['writer', 'reader'] as const satisfies Role[]) {
    const { id, secret, hash } = mintKey();
    await store.addKey({ id, role, sites: ['shop'], expires: null }, hash);
    secrets.set(role, { id, secret });
  }
  app = (await createTestApp({ store, importer: { importStream } })).app;
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (
  path: string,
  { body, accept, role = 'writer' }: { body?: string; accept?: string; role?: string } = {},
) =>
  app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${secrets.get(role)?.secret}`,
      ...(accept !== undefined && { accept }),
      ...(body !== undefined && { 'content-type': 'text/csv' }),
    },
    ...(body !== undefined && { body }),
  });

const orders = (...rows: string[]) => `order_id,time,currency,value\n${rows.join('\n')}\n`;
const stored = (table: string) => store.query(`SELECT count(*) FROM ${table}`, []);

describe('a dry run', () => {
  const file = orders(
    'D1,2026-01-31,EUR,5',
    'D1,2026-01-31,EUR,6',
    'D2,2026-01-31,EUR,x',
    'D3,2026-01-31,eur,7',
  );

  it('answers what would become of a file, shows its first rows, and writes nothing', async () => {
    const dry = await (await ask('/v1/import/orders?site=shop&dry_run=1', { body: file })).json();
    expect(dry).toMatchObject({
      ...{ rows: 4, inserted: 2, updated: 0, refused_count: 2, dry_run: true, exporter: null },
      refused: [
        { row: 2, reason: 'duplicate_key' },
        { row: 3, reason: 'invalid_value' },
      ],
      preview: [
        { dataset: 'orders', row: 1, fields: { order_id: 'D1', value: '5', currency: 'EUR' } },
        { dataset: 'orders', row: 4, fields: { order_id: 'D3', currency: 'EUR' } },
      ],
    });
    expect(dry.columns).toContainEqual({ column: 'value', field: 'value' });
    for (const table of ['import_order', 'orders', 'customer', 'import_run', 'term'])
      expect([table, await stored(table)]).toEqual([table, [[table === 'term' ? expect.any(Number) : 0]]]);
  });

  it('answers the counts that the run itself has then', async () => {
    const counts = ({ rows, inserted, updated, refused, refused_count }: Record<string, unknown>) => ({
      ...{ rows, inserted, updated, refused, refused_count },
    });
    await ask('/v1/import/orders?site=shop', { body: orders('C1,2026-01-31,EUR,5') });
    const body = orders('C1,2026-01-31,EUR,6', 'C2,2026-01-31,EUR,6', 'C2,2026-01-31,EUR,6', ',,,');
    const dry = await (await ask('/v1/import/orders?site=shop&dry_run=true', { body })).json();
    const real = await (await ask('/v1/import/orders?site=shop', { body })).json();
    expect(counts(dry)).toEqual(counts(real));
    expect(counts(real)).toMatchObject({ inserted: 1, updated: 1, refused_count: 2 });
  });

  it('shows an e-mail address as the hash that is kept', async () => {
    const body = 'subscriber_id,time,action\nann@shop.example,2026-01-31,subscribe\n';
    const dry = await (await ask('/v1/import/subscribers?site=shop&dry_run=1', { body })).json();
    expect(dry.preview[0].fields.subscriber_id).toMatch(/^h_/);
    expect(await stored('secret')).toEqual([[0]]);
  });
});

describe('columns', () => {
  it('are told where the header lacks some, so that they can be mapped', async () => {
    const body = 'Datum;Auftrag;value\n2026-01-31;A1;5\n';
    const answer = await ask('/v1/import/orders?site=shop&dry_run=1', { body });
    expect(answer.status).toBe(400);
    const { error } = (await answer.json()) as { error: { code: string; columns: unknown } };
    expect(error.code).toBe('missing_column');
    expect(error.columns).toEqual([
      { column: 'Datum', field: null },
      { column: 'Auftrag', field: null },
      { column: 'value', field: 'value' },
    ]);
  });

  it('are told of a file with semicolons of which none is known', async () => {
    const answer = await ask('/v1/import/orders?site=shop', { body: 'Datum;Auftrag\n2026-01-31;A1\n' });
    const { error } = (await answer.json()) as { error: { columns: { column: string }[] } };
    expect(error.columns.map(({ column }) => column)).toEqual(['Datum', 'Auftrag']);
  });

  it('are mapped and set by the query, and wrong pairs are told', async () => {
    const body = 'Nr;Wann;Betrag\nM1;31.01.2026;1.234,50\n';
    const query = 'map=Nr%3Dorder_id&map=Wann%3Dtime&map=Betrag%3Dvalue&set=currency%3DEUR';
    const dry = await (await ask(`/v1/import/orders?site=shop&dry_run=1&${query}`, { body })).json();
    expect(dry.preview).toMatchObject([{ fields: { order_id: 'M1', value: '1234.50', currency: 'EUR' } }]);
    expect(dry.columns).toEqual([
      { column: 'Nr', field: 'order_id' },
      { column: 'Wann', field: 'time' },
      { column: 'Betrag', field: 'value' },
    ]);
    for (const wrong of ['map=Nr', 'map=Nr%3Dnothing', 'set=EUR', 'decimal=dot', 'exporter=excel']) {
      const refused = await ask(`/v1/import/orders?site=shop&${wrong}`, { body });
      expect([wrong, refused.status]).toEqual([wrong, 400]);
    }
  });
});

describe('progress', () => {
  const accept = 'application/x-ndjson';
  const lines = async (answer: Response) =>
    (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('comes line by line, the answer last', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `P${index},2026-01-31,EUR,5`);
    const answer = await ask('/v1/import/orders?site=shop', { accept, body: orders(...rows) });
    expect(answer.headers.get('content-type')).toBe(accept);
    const all = await lines(answer);
    expect(all[0]).toMatchObject({
      progress: { rows: expect.any(Number), refused: 0, bytes: expect.any(Number) },
    });
    expect(all.at(-1)).toMatchObject({ result: { rows: 3000, inserted: 3000 } });
  });

  it('does not stand before an error that is known at once', async () => {
    const answer = await ask('/v1/import/orders?site=shop', { accept, body: 'nothing\n' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: 'missing_column' } });
  });
});

describe('GET /v1/imports', () => {
  it('tells what was brought in, when and by whom, the newest first', async () => {
    await ask('/v1/import/orders?site=shop&file=books%2Fjanuary.csv', {
      body: orders('H1,2026-01-31,EUR,5', 'x'),
    });
    await ask('/v1/import/costs?site=shop&file=wrong.csv', { body: 'nothing\n' });
    const answer = await ask('/v1/imports?site=shop&limit=2');
    const { imports } = await answer.json();
    expect(imports).toHaveLength(2);
    const both = {
      ...{ source: 'api', key: secrets.get('writer')?.id, datasets: null, exporter: null },
      ...{ started: new Date(NOW).toISOString(), ended: new Date(NOW).toISOString() },
    };
    expect(imports).toContainEqual({
      ...{
        ...both,
        id: expect.any(String),
        dataset: 'orders',
        file: 'january.csv',
        state: 'done',
        error: null,
      },
      ...{ rows: 2, inserted: 1, updated: 0, refused: 1 },
    });
    expect(imports).toContainEqual({
      ...{ ...both, id: expect.any(String), dataset: 'costs', file: 'wrong.csv', state: 'failed' },
      ...{ error: 'missing_column', rows: 0, inserted: 0, updated: 0, refused: 0 },
    });
  });

  it('is for keys that may write to the site', async () => {
    expect((await ask('/v1/imports?site=shop', { role: 'reader' })).status).toBe(403);
    expect((await ask('/v1/imports?site=other')).status).toBe(403);
    expect((await ask('/v1/imports?site=shop&limit=0')).status).toBe(400);
  });
});
