import type { ConsentState } from './settings.js';
import { settings } from './settings.js';
import { allowStorage } from './storage.js';

/** What the visitor has said; `undefined` where the shop needs no consent. */
export let consentState: ConsentState | undefined;

/** Whether that is known. No word but those of `ConsentState` is consent; who said another one is asked still. */
export let decided: boolean | undefined;

/** Counted without cookie, storage or ids. */
export let cookieless: boolean | undefined;

/** Not counted at all. */
export let silent: boolean | undefined;

export const setConsentState = (state: ConsentState | undefined, forgotten?: boolean): void => {
  consentState = state;
  decided = ['granted', 'denied', undefined].includes(state);
  const denied = state === 'denied';
  silent = forgotten || (denied && settings.denied !== 'cookieless');
  // Who is not counted at all leaves nothing either.
  cookieless = settings.cookieless || denied;
  allowStorage(!cookieless && decided);
};
