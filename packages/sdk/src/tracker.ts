import { flush, schedule, watchDelivery } from './delivery.js';
import { guard, listen } from './guard.js';
import { setConsentState } from './mode.js';
import { viewPage } from './pages.js';
import { shown, startRecording } from './record.js';
import { type ConsentState, type Settings, settings } from './settings.js';
import { allowStorage, readItem } from './storage.js';
import { noticeErasure } from './visit.js';

declare global {
  interface Window {
    /** Set by the first tracker of a page, script tag or npm, so that a second one counts nothing twice. */
    footfallStarted?: boolean;
  }
}

/** Starts the tracker once; a second start is a warning, and the first settings stay. */
export const start = /* @__PURE__ */ guard((given: Settings): unknown => {
  if (window.footfallStarted) {
    return console.warn('[footfall] twice');
  }
  window.footfallStarted = true;
  Object.assign(settings, given);
  allowStorage(!settings.cookieless);
  // Global Privacy Control counts as a denial until the person consents to this very site; consent once given is remembered.
  setConsentState(
    (readItem('footfall_consent') as ConsentState) ||
      (settings.gpc !== false && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
        ? 'denied'
        : settings.consent),
  );
  settings.plugins?.map((plugin) => guard(plugin)());
  watchDelivery();
  const auto = settings.auto !== false;
  // Opened in the background or prerendered: nothing is minted, counted or sent before somebody sees it.
  const turn = (): void => {
    if (document.hidden) {
      // The page may live on, and hear a request's answer.
      if (shown) flush();
    } else if (!shown) {
      startRecording();
      if (auto) viewPage();
      // An earlier page may have left something to send.
      schedule();
    }
  };
  turn();
  listen('visibilitychange', turn);
  // A page in the back-forward cache hears nothing of the others, and finds out as it comes back; then it is viewed again.
  listen<Partial<PageTransitionEvent> & Event>('storage pageshow', ({ persisted }) => {
    noticeErasure();
    if (auto && persisted) viewPage();
  });
});
