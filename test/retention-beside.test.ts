import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { countIn, expectFactsOfARebuild, expectSound } from './harness/facts.js';
import { footfall } from './harness/footfall.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { waitFor } from './harness/wait.js';

let folder: string;
let collector: Collector;
let load: BeaconLoad;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-beside-'));
  // Enough for what follows the retention to take many steps.
  const filled = await run('demo', '--events', String(count(60_000, 400_000)), '--days', '120');
  expect(filled.code, filled.stderr).toBe(0);
  collector = await startCollector({ dataFolder: folder });
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  load = new BeaconLoad(collector.url);
});
afterAll(async () => {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]) => footfall(args, { dataFolder: folder });

it('`footfall retention` beside a collector under load comes to its end, and no beacon is told to come again', {
  timeout: 600_000,
}, async () => {
  // After the start of the collector, which lets events go by itself then.
  const changed = await run('site', 'change', 'demo', '--keep-events-days', '60');
  expect(changed.code, changed.stderr).toBe(0);
  const before = countIn(folder, 'SELECT count(*) FROM event');
  load.start();
  await waitFor('answers', () => load.answered.length > 50);
  const began = load.answered.length;
  const { code, stderr, seconds } = await run('retention');
  const during = load.answered.length - began;
  await load.stop();
  expect(code, stderr).toBe(0);
  measured('retention beside a collector under load', seconds, 's');
  measured('beacons answered meanwhile', during, '');
  expect(load.busy, 'beacons that were told to come again').toBe(0);
  expect(load.unexpected).toEqual([]);
  expect(countIn(folder, 'SELECT count(*) FROM sealed_site WHERE done = 0')).toBe(0);
  const loaded = eventsOf(load.answered).length;
  expect(countIn(folder, 'SELECT count(*) FROM event') - loaded).toBeLessThan(before);
  // What nobody needs any more goes too, by the one who is still there and has something to do.
  await collector.fetchJson('/v1/sites');
  await waitFor('the sweep', () => countIn(folder, 'SELECT count(*) FROM sweep') === 0, { timeout: 120_000 });
  await collector.end();
  expectSound(folder);
  await expectFactsOfARebuild(folder);
});
