import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full } from '../harness/counts.js';
import { chunks } from './chunks.js';
import { consent } from './consent.js';
import { CORE } from './core.js';
import { delivery } from './delivery.js';
import { dialects } from './dialects.js';
import type { Browser } from './engine.js';
import { ENGINES } from './engines/all.js';
import { describeEngine } from './engines/describe-engine.js';
import { guests } from './guests.js';
import { leads } from './leads.js';
import { linker } from './linker.js';
import { pages } from './pages.js';
import { type Build, play, type Scenario } from './scenario.js';
import { shopEvents } from './shop-events.js';
import { start } from './start.js';
import { time } from './time.js';
import { visits } from './visits.js';

const CONCERNS = {
  start,
  time,
  pages,
  visits,
  shopEvents,
  leads,
  delivery,
  consent,
  guests,
  linker,
  dialects,
  chunks,
};
const BUILDS: Build[] = ['script tag', 'npm build'];
/** Where the npm build has code of its own, or the shop's bundler a say; what else it does is the same code as the script tag's. */
const DIFFER_BY_NPM: ReadonlySet<string> = new Set<keyof typeof CONCERNS>([
  ...(['start', 'visits', 'delivery', 'consent', 'linker', 'chunks'] as const),
]);

const names = new Set(
  Object.values<Scenario[]>(CONCERNS)
    .flat()
    .map(({ name }) => name),
);

it('names only scenarios that exist as the core ones, and as those that an engine cannot play', () => {
  const named = [...CORE, ...ENGINES.flatMap(({ cannot }) => Object.keys(cannot))];
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});

it('has at least seventy scenarios, each with a name of its own', () => {
  expect(names.size).toBeGreaterThanOrEqual(70);
  expect(names.size).toBe(Object.values<Scenario[]>(CONCERNS).flat().length);
});

for (const engine of ENGINES)
  describeEngine(engine, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await engine.launch();
    });
    afterAll(() => browser?.close());

    // The reduced count: Chromium plays everything by the script tag, and by npm what can differ there; the others the core ones.
    const isFirst = engine.name === 'Chromium';

    describe.each(full || isFirst ? BUILDS : BUILDS.slice(0, 1))('by the %s', (build) => {
      for (const [concern, scenarios] of Object.entries<Scenario[]>(CONCERNS)) {
        const all = full || (isFirst && (build === 'script tag' || DIFFER_BY_NPM.has(concern)));
        const played = scenarios.filter(({ name }) => all || CORE.has(name));
        if (played.length === 0) continue;
        describe(concern, () => {
          for (const scenario of played) {
            const reason = engine.cannot[scenario.name];
            if (reason) it.skip(`limitation: not played in ${engine.name}, ${reason}: ${scenario.name}`);
            else it.concurrent(scenario.name, () => play(scenario, build, browser));
          }
        });
      }
    });
  });
