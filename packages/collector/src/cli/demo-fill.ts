import { fillDemo } from '../demo/fill.js';
import type { Site, Store } from '../store/store.js';
import { readyForDemo, todayIn } from './demo.js';
import { DEMO_SHOP, DEMO_SITE } from './demo-site.js';
import { isOn } from './options.js';
import { whole } from './table.js';

/** What a newcomer finds: enough for every report, and made while the page is opened. */
const FIRST_VISITS = 20_000;
const DAYS = 400;

/** The site's name from its first moment until it is full: one that was stopped meanwhile is seen at the next start, and begun anew. */
export const FILLING = 'Demo shop (being filled)';

/** Whether `--demo` was asked for, and neither `--no-demo` nor `FOOTFALL_DEMO=0` said after it. */
export function wantsDemo(flag: boolean | undefined): boolean {
  return flag === true && ((process.env.FOOTFALL_DEMO ?? '').trim() === '' || isOn('FOOTFALL_DEMO'));
}

/** Whether nobody has used this data folder before, or a demo shop in it was not filled to its end. */
export function needsDemo(store: Store): boolean {
  return (store.sites().length === 0 && store.keys().length === 0) || store.site(DEMO_SITE)?.name === FILLING;
}

/** Empties what a stopped start has left, so that the site can be made and filled anew. */
export async function clearUnfinished(store: Store): Promise<void> {
  if (store.site(DEMO_SITE)?.name === FILLING) await store.removeSite(DEMO_SITE);
}

/**
 * Fills the site of the demo shop, beside whatever the collector is asked meanwhile.
 *
 * @param say tells a person how far it is
 * @returns ends the filling, and waits until it has ended
 */
export function fillInBackground(store: Store, say: (message: string) => void): () => Promise<void> {
  const stop = new AbortController();
  const filling = fill(store, stop.signal, say).catch((error: unknown) => {
    if (!stop.signal.aborted) say(`The demo shop could not be filled: ${(error as Error).message}`);
  });
  return async () => {
    stop.abort();
    await filling;
  };
}

async function fill(store: Store, signal: AbortSignal, say: (message: string) => void): Promise<void> {
  const began = performance.now();
  const found = store.site(DEMO_SITE) as Site;
  const site = await readyForDemo(store, found);
  const { visits, events } = await fillDemo(store, site, {
    ...{ visits: FIRST_VISITS, days: DAYS, seed: 1, until: todayIn(site.timezone), now: Date.now() },
    signal,
  });
  await store.changeSite(DEMO_SITE, { name: DEMO_SHOP });
  const seconds = Math.round((performance.now() - began) / 1000);
  say(`The demo shop is full: ${whole(visits)} visits with ${whole(events)} events, made in ${seconds} s.`);
}
