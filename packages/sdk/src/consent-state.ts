import { type ConsentState, settings } from './settings.js';
import { allowStorage, readItem } from './storage.js';

/** What the visitor has said; `undefined` where the shop needs no consent. */
export let consentState: ConsentState | undefined;

/** Counted without cookie, storage or ids. */
export const isCookieless = (): boolean =>
  !!settings.cookieless || (consentState === 'denied' && settings.denied === 'cookieless');

/** Not counted at all. */
export const isSilent = (): boolean => consentState === 'denied' && settings.denied !== 'cookieless';

export const setConsentState = (state: ConsentState | undefined): void => {
  consentState = state;
  allowStorage(!settings.cookieless && (!state || state === 'granted'));
};

/**
 * The state to start in. Global Privacy Control counts as a denial until the person consents to this very site;
 * consent once given is remembered.
 */
export const startConsent = (): void => {
  const gpc =
    (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl && settings.gpc !== false;
  setConsentState(
    !settings.cookieless && readItem('_consent') === '1' ? 'granted' : gpc ? 'denied' : settings.consent,
  );
};
