import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { countIn, expectFactsOfARebuild, expectSound } from './harness/facts.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { root } from './harness/root.js';
import { waitFor } from './harness/wait.js';

const SILENCE_MS = 2000;

let collector: Collector;
let load: BeaconLoad;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-fault-'));
  const preload = pathToFileURL(join(root, 'test/harness/writer-killer.mjs')).href;
  collector = await startCollector({
    env: {
      NODE_OPTIONS: `--import=${preload}`,
      FOOTFALL_TEST_FAULT: join(folder, 'fault'),
      FOOTFALL_TEST_SILENCE: String(SILENCE_MS),
    },
  });
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  load = new BeaconLoad(collector.url);
});
afterAll(async () => {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('a writer thread that hangs is ended and started again: 503 for what it had in hand, nothing is lost or doubled', {
  timeout: 120_000,
}, async () => {
  const { pid } = collector;
  load.start();
  await waitFor('answers', () => load.answered.length > 30, { timeout: 60_000, interval: 1 });
  writeFileSync(join(folder, 'fault'), 'hang');
  const struck = performance.now();
  await waitFor('beacons that are told to come again', () => load.busy > 0, { timeout: 60_000, interval: 1 });
  const then = load.answered.length;
  await waitFor('answers after it', () => load.answered.length > then + 20, { timeout: 60_000, interval: 1 });
  measured(
    'a writer that hangs: until beacons are answered again',
    Math.round(performance.now() - struck),
    'ms',
  );
  await load.stop();
  expect(load.unexpected).toEqual([]);
  await load.sendAgain();
  expect(collector.pid).toBe(pid);
  expect(collector.output).toContain('showed no sign of life');
  expect(await collector.kill('SIGTERM')).toBe(0);
  expect(countIn(collector.dataFolder, 'SELECT count(*) FROM event')).toBe(eventsOf(load.answered).length);
  expectSound(collector.dataFolder);
  await expectFactsOfARebuild(collector.dataFolder);
});
