import { setConsentState, silent } from './mode.js';
import { replayHeld } from './record.js';
import { type ConsentState, debug } from './settings.js';
import { eraseAll, eraseCookies, writeItem } from './storage.js';
import { forgetVisit } from './visit.js';

/**
 * Says what the visitor has chosen. `granted` sends what was held since the page loaded, with the times at which it
 * happened, and is remembered in this browser; `denied` drops it and removes what an earlier consent left behind.
 *
 * @param given nothing is a denial; a word of another kind leaves the visitor undecided.
 */
export const consent = (
  given: ConsentState | undefined,
  forgotten?: boolean,
  choice = given || 'denied',
): void => {
  if (choice === 'denied') {
    forgetVisit();
    eraseAll();
    // The answer to a request that is under way may set the collector's cookie again. Where locks are refused there are no cookies.
    navigator.locks?.request('footfall', () => silent && eraseCookies()).catch(debug);
  }
  setConsentState(choice, forgotten);
  if (choice === 'granted') writeItem('footfall_consent', choice);
  replayHeld();
};

/** Removes visitor, visit, queue and every other trace from this browser, and counts nothing more on this page. */
export const forget = (): void => consent('denied', true);
