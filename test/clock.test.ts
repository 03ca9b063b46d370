import { afterAll, beforeAll, expect, it } from 'vitest';
import { BROWSER_HEADERS, beacon, newcomer, pageView, SHOP_ORIGIN } from './harness/beacons.js';
import { type Collector, startCollector } from './harness/collector.js';
import { countIn, expectFactsOfARebuild, expectSound } from './harness/facts.js';
import { MovableClock } from './harness/movable-clock.js';
import { waitFor } from './harness/wait.js';

const HOUR = 3600_000;
const YEAR = 365 * 24 * HOUR;
const NOON = Date.UTC(2026, 2, 10, 12);

let clock: MovableClock;
let collector: Collector;

beforeAll(async () => {
  clock = new MovableClock(NOON);
  collector = await startCollector({ env: clock.env });
  await collector.createSite({ id: 'shop', origins: [SHOP_ORIGIN], timezone: 'UTC', currency: 'EUR' });
});
afterAll(async () => {
  await collector.stop();
  clock.close();
});

/** A beacon from a client whose clock says `at`. */
async function sendAt(at: number, body: object = {}, person = newcomer()): Promise<number> {
  const { status } = await fetch(`${collector.url}/v1/events`, {
    method: 'POST',
    headers: BROWSER_HEADERS,
    body: JSON.stringify({ ...beacon([pageView({ time: at - 1000 })], person), sent: at, ...body }),
  });
  return status;
}

const days = async (from: string, to = from) =>
  (await collector.kpi('page_views', { site: 'shop', from, to })).value;

it('a clock that jumps by hours, forwards and back, loses nothing and takes everything', async () => {
  const person = newcomer();
  let sent = 0;
  for (const now of [NOON, NOON + 9 * HOUR, NOON + 9 * HOUR, NOON - 5 * HOUR, NOON + 30 * HOUR, NOON]) {
    clock.set(now);
    expect(await sendAt(now, {}, person)).toBe(204);
    // Without cookies the day's salt is asked for, also that of a day that was over already.
    expect(await sendAt(now, { visitor: null, visit: null })).toBe(204);
    sent += 2;
  }
  clock.set(NOON);
  expect(await days('2026-03-09', '2026-03-11')).toBe(sent);
  expect(countIn(collector.dataFolder, 'SELECT count(*) FROM event')).toBe(sent);
  const time = await collector.kpi('time_on_site', { site: 'shop', from: '2026-03-09', to: '2026-03-11' });
  expect(time.value as number).toBeGreaterThanOrEqual(0);
});

it('clients whose clocks are years off are counted now', async () => {
  clock.set(NOON + 40 * 24 * HOUR);
  const day = '2026-04-19';
  expect(await days(day)).toBe(0);
  for (const off of [-30 * YEAR, -3 * YEAR, 3 * YEAR, 40 * YEAR])
    expect(await sendAt(NOON + 40 * 24 * HOUR + off)).toBe(204);
  expect(await days(day)).toBe(4);
});

it('what came by a wrong clock stays through a start and a rebuild', async () => {
  const before = countIn(collector.dataFolder, 'SELECT count(*) FROM event');
  clock.set(NOON - 5 * HOUR);
  await collector.restart();
  expect(await sendAt(NOON - 5 * HOUR)).toBe(204);
  await collector.end();
  expect(countIn(collector.dataFolder, 'SELECT count(*) FROM event')).toBe(before + 1);
  expectSound(collector.dataFolder);
  await expectFactsOfARebuild(collector.dataFolder);
});

it('a start with a clock that is years ahead lets go of nothing, and once it is right everything goes on', async () => {
  const { dataFolder } = collector;
  const events = () => countIn(dataFolder, 'SELECT count(*) FROM event');
  const now = NOON + 41 * 24 * HOUR;
  clock.set(now);
  await collector.start();
  await collector.fetchJson('/v1/sites/shop', { method: 'PATCH', json: { keep_events_days: 60 } });
  expect(await sendAt(now)).toBe(204);
  await collector.end();
  const before = events();

  clock.set(now + 9 * YEAR);
  await collector.start();
  await waitFor(
    'the look for old events',
    () => countIn(dataFolder, 'SELECT count(*) FROM sealed_site WHERE done = 1') === 1,
  );
  expect(events()).toBe(before);
  // What comes meanwhile is taken, too.
  expect(await sendAt(now + 9 * YEAR)).toBe(204);

  clock.set(now + HOUR);
  await collector.restart();
  expect(await sendAt(now + HOUR)).toBe(204);
  expect(events()).toBe(before + 2);
});
