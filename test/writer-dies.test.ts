import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { count } from './harness/counts.js';
import { countIn, expectFactsOfARebuild, expectSound } from './harness/facts.js';
import { BeaconLoad, eventsOf } from './harness/load.js';
import { measured } from './harness/measured.js';
import { root } from './harness/root.js';
import { waitFor } from './harness/wait.js';

let collector: Collector;
let load: BeaconLoad;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-fault-'));
  const preload = pathToFileURL(join(root, 'test/harness/writer-killer.mjs')).href;
  collector = await startCollector({
    env: { NODE_OPTIONS: `--import=${preload}`, FOOTFALL_TEST_FAULT: join(folder, 'fault') },
  });
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
  load = new BeaconLoad(collector.url);
});
afterAll(async () => {
  await collector.stop();
  rmSync(folder, { recursive: true, force: true });
});

const FAULTS: readonly [string, () => void][] = [
  ['is ended from outside', () => process.kill(collector.pid, 'SIGUSR2')],
  ['throws', () => writeFileSync(join(folder, 'fault'), 'throw')],
  ['is out of memory', () => writeFileSync(join(folder, 'fault'), 'memory')],
];

it.each(FAULTS)(
  `a writer thread that %s under load: 503 for what it had in hand, it is started again, nothing is lost or doubled`,
  { timeout: 300_000 },
  async (what, strike) => {
    const { pid } = collector;
    for (let time = 0; time < count(2, 20); time++) {
      const before = load.busy;
      load.start();
      const some = load.answered.length + Math.ceil(Math.random() * 60);
      await waitFor('answers', () => load.answered.length > some, { timeout: 60_000, interval: 1 });
      strike();
      const struck = performance.now();
      await waitFor('beacons that are told to come again', () => load.busy > before, {
        timeout: 60_000,
        interval: 1,
      });
      const then = load.answered.length;
      await waitFor('answers after it', () => load.answered.length > then + 20, {
        timeout: 60_000,
        interval: 1,
      });
      if (time === 0)
        measured(
          `a writer that ${what}: until beacons are answered again`,
          Math.round(performance.now() - struck),
          'ms',
        );
      await load.stop();
      expect(load.unexpected).toEqual([]);
      await load.sendAgain();
    }
    expect(collector.pid).toBe(pid);
    const sql = 'SELECT count(*) FROM event';
    expect(countIn(collector.dataFolder, sql)).toBe(eventsOf(load.answered).length);
  },
);

it('after it the file is sound and the facts are those of a rebuild', { timeout: 120_000 }, async () => {
  await load.sendTwice(load.answered.slice(-20));
  expect(await collector.kill('SIGTERM')).toBe(0);
  expect(countIn(collector.dataFolder, 'SELECT count(*) FROM event')).toBe(eventsOf(load.answered).length);
  expectSound(collector.dataFolder);
  await expectFactsOfARebuild(collector.dataFolder);
});
