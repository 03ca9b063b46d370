import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { csvLine } from './harness/csv.js';
import { measured } from './harness/measured.js';
import { forgetPeak, mebibytes, memoryOf, peakMemoryOf, tellsMemory } from './harness/memory.js';
import { csvOf, yearOfSales } from './import/year-of-sales.js';

let collector: Collector;
let site: string;

beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const makeSite = async (id: string) => {
  await collector.createSite({
    id,
    origins: ['https://shop.example'],
    timezone: 'Europe/Berlin',
    currency: 'EUR',
  });
  return id;
};
beforeEach(async () => {
  site = await makeSite(`site-${randomBytes(4).toString('hex')}`);
});

const bringIn = (to: string, dataset: string, body: string, type = 'text/csv') =>
  collector.fetchJson<{ inserted: number; refused_count: number }>(`/v1/import/${dataset}?site=${to}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  });

const takeOut = async (what: string, from: string, more = '') =>
  (await collector.fetch(`/v1/export/${what}?site=${from}${more}`)).text();

describe('GET /v1/export/orders', () => {
  it.each([
    ['ndjson', 'application/x-ndjson'],
    ['csv', 'text/csv'],
  ])('can be brought in elsewhere, and is the same there: %s', async (format, type) => {
    const year = yearOfSales(300);
    await bringIn(site, 'orders', csvOf(year.orders));
    const elsewhere = await makeSite(`${site}-2`);
    const taken = await takeOut('orders', site, `&format=${format}`);
    // The columns that say what became of an order here are none of the dataset's.
    expect(await bringIn(elsewhere, 'orders', taken, type)).toMatchObject({
      inserted: 300,
      refused_count: 0,
    });
    expect(await takeOut('orders', elsewhere, `&format=${format}`)).toBe(taken);
    const period = { from: '2025-01-01', to: '2025-12-31' };
    for (const kpi of ['revenue', 'orders', 'new_customers']) {
      const before = await collector.kpi(kpi, { site, ...period });
      expect(before.value).not.toBeNull();
      expect((await collector.kpi(kpi, { site: elsewhere, ...period })).value).toEqual(before.value);
    }
  });
});

describe('an export of any size', () => {
  const MEGABYTES = count(40, 1000);
  const CHUNK = 20_000;

  it(`${MEGABYTES} MB: memory stays flat, and beacons are taken meanwhile`, {
    timeout: 900_000,
  }, async () => {
    // About 470 bytes a line of the answer.
    const rows = Math.ceil((MEGABYTES * 1_000_000) / 470);
    const coupon = 'x'.repeat(60);
    for (let done = 0; done < rows; done += CHUNK) {
      const lines = [csvLine(['order_id', 'time', 'currency', 'value', 'coupon'])];
      for (let row = done; row < Math.min(rows, done + CHUNK); row++)
        lines.push(
          csvLine([`o${row}`, `2025-0${1 + (row % 9)}-10`, 'EUR', '10.00', `${coupon}${row % 1000}`]),
        );
      await bringIn(site, 'orders', lines.join(''));
    }
    const { pid } = collector;
    // What was brought in may still lie in memory.
    const before = tellsMemory ? memoryOf(pid) : 0;
    if (tellsMemory) forgetPeak(pid);
    const started = performance.now();
    const response = await collector.fetch(`/v1/export/orders?site=${site}`);
    let bytes = 0;
    let lines = 0;
    let sent = 0;
    for await (const piece of response.body as ReadableStream<Uint8Array>) {
      bytes += piece.length;
      for (const byte of piece) if (byte === 10) lines++;
      if (sent++ % 50 === 0) await sendOne();
    }
    const seconds = (performance.now() - started) / 1000;
    expect(lines).toBe(rows);
    expect(bytes).toBeGreaterThan(MEGABYTES * 900_000);
    measured(
      `${Math.round(bytes / 1e6)} MB of orders over HTTP (${rows} rows)`,
      Math.round(seconds * 10) / 10,
      's',
    );
    if (tellsMemory) {
      measured('the same: more memory at the peak', mebibytes(peakMemoryOf(pid) - before), 'MiB');
      expect(mebibytes(peakMemoryOf(pid) - before)).toBeLessThan(120);
    }
  });

  async function sendOne(): Promise<void> {
    await collector.fetchJson('/v1/server-events', {
      json: {
        site,
        events: [{ id: randomUUID(), name: 'page_view', time: Date.now(), url: 'https://shop.example/' }],
      },
    });
  }
});
