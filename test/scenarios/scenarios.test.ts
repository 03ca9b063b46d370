import { afterAll, beforeAll, describe, it } from 'vitest';
import { chunks } from './chunks.js';
import { consent } from './consent.js';
import { delivery } from './delivery.js';
import { type Browser, ENGINES } from './engine.js';
import { guests } from './guests.js';
import { leads } from './leads.js';
import { pages } from './pages.js';
import { type Build, play } from './scenario.js';
import { shopEvents } from './shop-events.js';
import { start } from './start.js';
import { time } from './time.js';
import { visits } from './visits.js';

const CONCERNS = { start, time, pages, visits, shopEvents, leads, delivery, consent, guests, chunks };
const BUILDS: Build[] = ['script tag', 'npm build'];

for (const engine of ENGINES) {
  if (engine.missing) console.warn(`SKIPPED: scenarios in ${engine.name}: ${engine.missing}`);
  describe.skipIf(engine.missing)(`in ${engine.name}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await engine.launch();
    });
    afterAll(() => browser?.close());

    describe.each(BUILDS)('by the %s', (build) => {
      for (const [concern, scenarios] of Object.entries(CONCERNS))
        describe(concern, () => {
          for (const scenario of scenarios)
            it.concurrent(scenario.name, () => play(scenario, build, browser));
        });
    });
  });
}
