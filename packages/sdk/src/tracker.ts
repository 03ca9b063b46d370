import { schedule, watchDelivery } from './delivery.js';
import { guard, listen } from './guard.js';
import { setConsentState } from './mode.js';
import { watchPages } from './pages.js';
import { addHook, shown, startRecording } from './record.js';
import { applySettings, type Settings } from './settings.js';
import { allowStorage, readItem } from './storage.js';
import { setCustomer } from './visit.js';

declare global {
  interface Window {
    /** Set by the first tracker of a page, script tag or npm, so that a second one counts nothing twice. */
    footfallStarted?: boolean;
  }
}

// Global Privacy Control counts as a denial until the person consents to this very site; consent once given is remembered.
const startConsent = ({ cookieless, consent, gpc }: Settings): void => {
  allowStorage(!cookieless);
  setConsentState(
    readItem('footfall_consent')
      ? 'granted'
      : gpc !== false && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
        ? 'denied'
        : consent,
  );
};

/** Starts the tracker once; a second start is a warning, and the first settings stay. */
export const start = /* @__PURE__ */ guard((given: Settings): void => {
  if (window.footfallStarted || !given.site) {
    console.warn('[footfall] started twice, or without site');
    return;
  }
  window.footfallStarted = true;
  applySettings(given);
  startConsent(given);
  setCustomer(given.customer);
  if (given.hook) addHook(given.hook);
  for (const plugin of given.plugins || []) guard(plugin)();
  watchDelivery();
  // Opened in the background or prerendered: nothing is minted, counted or sent before somebody sees it.
  const begin = (): void => {
    if (shown || document.hidden) return;
    startRecording();
    if (given.auto !== false) watchPages();
    // An earlier page may have left something to send.
    schedule();
  };
  begin();
  listen('visibilitychange', begin);
});
