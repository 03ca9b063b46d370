import { describe, expect, it } from 'vitest';
import { createTestApp } from '../app.fixture.js';
import { unlessSilent } from './import-body.js';

interface Asked {
  site: number;
  dataset: string;
  format: string | undefined;
  text: string;
}

const CSV = 'order_id,time,currency,value\nA1,2026-01-01T00:00:00Z,EUR,5\n';

async function setUp() {
  const asked: Asked[] = [];
  const test = await createTestApp({
    importer: {
      importStream: async ({ site, dataset, format, body }) => {
        const chunks: Uint8Array[] = [];
        for await (const chunk of body) chunks.push(chunk);
        asked.push({ site: site.key, dataset: dataset.name, format, text: Buffer.concat(chunks).toString() });
        if (chunks.length === 0)
          throw Object.assign(new Error('the file is empty'), {
            code: 'empty_file',
            status: 400,
            hint: 'send rows',
          });
        return {
          ...{ rows: 1, inserted: 1, updated: 0, refused: [], refused_count: 0, warnings: [] },
          ...{ exporter: null, merged: 0, passed_over: 0 },
        };
      },
    },
  });
  const writer = await test.key('writer', ['shop']);
  const send = (path: string, type?: string, body: BodyInit | null = CSV, secret = writer) =>
    test.ask('POST', `/v1/import/${path}`, {
      headers: { authorization: `Bearer ${secret}`, ...(type !== undefined && { 'content-type': type }) },
      body,
    });
  return { ...test, asked, send };
}

describe('POST /v1/import/{dataset}', () => {
  it('hands the body on and answers what became of it', async () => {
    const { asked, send } = await setUp();
    const response = await send('orders?site=shop', 'text/csv; charset=utf-8');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ rows: 1, inserted: 1, refused: [], refused_count: 0 });
    expect(asked).toEqual([{ site: 1, dataset: 'orders', format: 'csv', text: CSV }]);
  });

  it.each([
    ['text/csv', '', 'csv'],
    ['application/x-ndjson', '', 'ndjson'],
    ['application/json', '', 'json'],
    // The importer looks at the content.
    ['', '', undefined],
    ['application/octet-stream', '', undefined],
    ['application/octet-stream', '&format=ndjson', 'ndjson'],
    ['text/csv', '&format=json', 'json'],
  ])('reads %j with %j as %s', async (type, query, format) => {
    const { asked, send } = await setUp();
    await send(`orders?site=shop${query}`, type);
    expect(asked.map((one) => one.format)).toEqual([format]);
  });

  it('answers 415 to a type that is none, saying which are', async () => {
    const { asked, send } = await setUp();
    const response = await send('orders?site=shop', 'application/xml');
    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ error: { hint: expect.stringContaining('text/csv') } });
    expect((await send('orders?site=shop&format=xml')).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('answers 404 to an unknown dataset, 400 without a site or a body, 403 to other keys', async () => {
    const { send, key } = await setUp();
    const unknown = await send('order?site=shop', 'text/csv');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({
      error: { code: 'unknown_dataset', hint: 'did you mean orders?' },
    });
    expect((await send('orders', 'text/csv')).status).toBe(400);
    expect((await send('orders?site=shop', 'text/csv', null)).status).toBe(400);
    expect((await send('orders?site=shop', 'text/csv', '')).status).toBe(400);
    expect((await send('orders?site=other', 'text/csv')).status).toBe(403);
    expect((await send('orders?site=shop', 'text/csv', CSV, await key('reader'))).status).toBe(403);
    expect((await send('orders?site=shop', 'text/csv', CSV, 'ff_nobody')).status).toBe(401);
  });
});

describe('unlessSilent', () => {
  async function read(body: ReadableStream<Uint8Array>, milliseconds: number) {
    let size = 0;
    for await (const chunk of unlessSilent(body, milliseconds)) size += chunk.byteLength;
    return size;
  }

  it('gives up on a client that falls silent, and tells it', async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel: () => {
        cancelled = true;
      },
    });
    await expect(read(body, 20)).rejects.toMatchObject({ status: 408, code: 'too_slow' });
    expect(cancelled).toBe(true);
  });

  it('says that a body broke off', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('ECONNRESET')),
    });
    await expect(read(body, 1_000)).rejects.toMatchObject({ status: 400, code: 'unreadable_body' });
  });
});
