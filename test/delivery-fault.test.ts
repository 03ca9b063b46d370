import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { count } from './harness/counts.js';
import { measured } from './harness/measured.js';
import { waitFor } from './harness/wait.js';
import type { Browser } from './scenarios/engine.js';
import { ENGINES } from './scenarios/engines/all.js';
import { describeEngine } from './scenarios/engines/describe-engine.js';
import { type Answer, FakeCollector } from './scenarios/fake-collector.js';
import { Shop, type Tab } from './scenarios/scenario.js';

const VISITS = count(50, 1000);
/**
 * They wait most of the time: for a collector that hangs, and for what is tried again. Firefox has one: its driver fails to
 * open a tab in the moment in which another one is closed.
 */
const personsAtATime = (engine: string): number => (engine === 'Firefox' ? 1 : 3);
/** After so many page visits a person is gone, and all they did must have arrived. */
const VISITS_OF_A_PERSON = 10;
const FAULTS: readonly Answer[] = [503, 503, 'hang', 'reset', 'lost', 204, 204, 204, 204, 204];

const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!;

// What the tracker was told, kept where it outlives the tab; a hook sees each event just before it is queued.
const WITNESS = `footfall('hook', ({ id, name, data }) => { localStorage.setItem('witness_' + id, name + ' ' + (data.n ?? '')) });`;

interface Tally {
  /** Events that trackers had taken, by id. */
  taken: number;
  /** Of these, those that had arrived while the collector still failed. */
  underFault: number;
  /** Of these, those that had arrived in the end. */
  arrived: number;
  /** Copies of events that had arrived before; the collector knows their ids. */
  copies: number;
  faults: number;
}

/** Ends the collector with all its connections, and starts it again at the same address. */
async function restart(collector: FakeCollector): Promise<void> {
  const { port } = collector.server.address() as AddressInfo;
  await collector.close();
  await wait(Math.random() * 200);
  await new Promise<void>((done) => collector.server.listen(port, '127.0.0.1', done));
}

/** What the witness in the browser has seen: `name n` by event id. */
const witnessed = (tab: Tab): Promise<Record<string, string>> =>
  tab.run(
    `return Object.fromEntries(Object.entries(localStorage).filter(([name]) => name.startsWith('witness_')).map(([name, value]) => [name.slice(8), value]))`,
  );

/** One page visit: the tracker is told something, and the page is left in any way at any moment. */
async function visit(shop: Shop, tabs: Tab[], n: number): Promise<void> {
  const again = tabs.length > 0 && Math.random() < 0.4;
  const tab = again ? tabs.pop()! : await shop.blank();
  await tab.open(`/page${n}`);
  await tab.started();
  await tab.run(`footfall('step', { n: ${n} })`);
  // Before, while and after what is gathered for half a second is sent.
  await wait(any([0, 0, 300, 700, 1000]));
  if (Math.random() < 0.6) await tab.engine.close();
  else tabs.push(tab);
}

/** Some page visits of one person while the collector fails, then a last one while it is well. */
async function playPerson(browser: Browser, visits: number, tally: Tally): Promise<void> {
  // Pages come from a host of their own, so that they load while the collector is away.
  const host = await new FakeCollector().listen();
  const collector = await new FakeCollector().listen();
  const person = await browser.person();
  try {
    const shop = new Shop(any(['script tag', 'npm build'] as const), host, person);
    shop.page('*', { settings: { endpoint: `${collector.origin}/v1/events` }, before: WITNESS });
    collector.retryAfter = '1';
    collector.behaviour = () => any(FAULTS);
    const tabs: Tab[] = [];
    for (let n = 0; n < visits; n++) {
      await visit(shop, tabs, n);
      if (Math.random() < 0.2) await restart(collector);
    }
    for (const tab of tabs) await tab.engine.close();
    const underFault = new Set(collector.events.map(({ id }) => id));
    tally.faults += collector.requests.filter(({ answer }) => answer !== 204).length;

    await restart(collector);
    collector.behaviour = () => 204;
    const last = await shop.open('/last');
    const missing = async (): Promise<string[]> => {
      const arrived = new Set(collector.events.map(({ id }) => id));
      return Object.keys(await witnessed(last)).filter((id) => !arrived.has(id));
    };
    // The last page takes over what the others left in storage. A pause that the collector asked for is skipped, not waited for.
    await waitFor(
      'all events to arrive',
      async () => {
        await last.run('test.pass(31_000); test.flush()');
        return (await missing()).length === 0;
      },
      { interval: 500 },
    ).catch(() => {});

    const seen = await witnessed(last);
    const lost = await missing();
    tally.taken += Object.keys(seen).length;
    tally.arrived += Object.keys(seen).length - lost.length;
    tally.underFault += Object.keys(seen).filter((id) => underFault.has(id)).length;
    tally.copies += collector.raw.length - collector.events.length;
    expect(
      lost.map((id) => seen[id]),
      'lost',
    ).toEqual([]);
    // Nothing under a second id either.
    const steps = collector.events.filter(({ name }) => name === 'step').map(({ data }) => data.n);
    expect(steps.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: visits }, (_, n) => n));
    const views = collector.events.filter(({ name }) => name === 'page_view').map(({ url }) => url);
    expect(views.length, `page views: ${views.join(', ')}`).toBe(visits + 1);
    expect([...person.errors, ...host.pageErrors]).toEqual([]);
  } finally {
    await person.close();
    await Promise.all([host.close(), collector.close()]);
  }
}

// They wait most of the time, so all engines at once take little longer than one.
describe.concurrent('while the collector fails', () => {
  for (const engine of ENGINES)
    describeEngine(engine, () => {
      let browser: Browser;
      beforeAll(async () => {
        browser = await engine.launch();
      });
      afterAll(() => browser?.close());

      it(`brings every event of ${VISITS} page visits once, while the collector fails at random and tabs are closed at random`, {
        timeout: 120_000 + VISITS * 12_000,
      }, async () => {
        const tally: Tally = { taken: 0, underFault: 0, arrived: 0, copies: 0, faults: 0 };
        try {
          let left = VISITS;
          const playOthers = async (): Promise<void> => {
            while (left > 0) {
              const visits = Math.min(VISITS_OF_A_PERSON, left);
              left -= visits;
              await playPerson(browser, visits, tally);
            }
          };
          await Promise.all(Array.from({ length: personsAtATime(engine.name) }, playOthers));
        } finally {
          const share = (of: number) => Number(((100 * of) / tally.taken).toFixed(3));
          const where = `delivery under fault, ${engine.name}`;
          measured(`${where}, events taken`, tally.taken, '');
          measured(`${where}, requests that failed`, tally.faults, '');
          measured(`${where}, arrived before the faults ended`, share(tally.underFault), '%');
          measured(`${where}, arrived in the end`, share(tally.arrived), '%');
          measured(`${where}, arrived again and known by their id`, share(tally.copies), '%');
        }
        expect(tally.faults).toBeGreaterThan(0);
      });
    });
});
