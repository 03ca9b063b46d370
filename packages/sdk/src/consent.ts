import { consentState, isCookieless, setConsentState } from './consent-state.js';
import { clearQueue } from './queue.js';
import { dropHeld, replayHeld } from './record.js';
import type { ConsentState } from './settings.js';
import { eraseAll, writeItem } from './storage.js';
import { forgetVisit } from './visit.js';

const forgetAll = (): void => {
  forgetVisit();
  clearQueue();
  eraseAll();
};

/**
 * Says what the visitor has chosen. `granted` sends what was held since the page loaded, with the times at which it
 * happened, and is remembered in this browser; `denied` drops it and removes what an earlier consent left behind.
 */
export const consent = (choice: ConsentState): void => {
  if (choice === consentState) return;
  setConsentState(choice);
  if (choice === 'granted') writeItem('_consent', '1');
  else forgetAll();
  if (choice === 'denied' && !isCookieless()) dropHeld();
  replayHeld();
};

/** Removes visitor, visit, queue and every other trace from this browser, and counts nothing more on this page. */
export const forget = (): void => {
  setConsentState('denied');
  dropHeld();
  forgetAll();
};
