import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER_HEADERS, beacon, pageView, SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { aroundNow } from './harness/day.js';
import { expectError } from './harness/error-answer.js';
import { footfall } from './harness/footfall.js';

const DATA_UNUSABLE = 5;
let collector: Collector;
let other: Database.Database;

beforeAll(async () => {
  collector = await startCollector();
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  other = new Database(join(collector.dataFolder, 'footfall.db'));
});
afterAll(async () => {
  other.close();
  await collector.stop();
});

const send = (event: object) =>
  fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: BROWSER_HEADERS,
    body: JSON.stringify(beacon([event])),
  });

it('another process holds the write lock: 503 with Retry-After, figures are answered, and it goes on by itself', {
  timeout: 60_000,
}, async () => {
  const events = [pageView(), pageView()];
  other.exec('BEGIN IMMEDIATE');
  // At the same time: a command that wants to write, and another collector that starts, say who is in the way.
  const { dataFolder } = collector;
  const commands = Promise.all(
    [['rebuild'], ['serve', '--port', '0']].map((args) => footfall(args, { dataFolder })),
  );
  const answers = await Promise.all(events.map(send));
  for (const answer of answers) {
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectError(answer, 503, 'busy');
  }
  const { value } = await collector.kpi('page_views', { site: 'shop', ...aroundNow() });
  expect(value).toBe(0);
  expect((await fetch(`${collector.url}/healthz`)).status).toBe(200);
  for (const { code, stdout, stderr } of await commands) {
    expect(code, stdout).toBe(DATA_UNUSABLE);
    expect(stderr).toContain('another process is writing to the data folder');
    expect(stderr).not.toMatch(/\n\s+at /);
  }
  other.exec('ROLLBACK');
  for (const event of events) expect((await send(event)).status).toBe(204);
  expect((await collector.kpi('page_views', { site: 'shop', ...aroundNow() })).value).toBe(2);
});
