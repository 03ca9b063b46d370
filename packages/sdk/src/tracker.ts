import { startConsent } from './consent-state.js';
import { schedule, sendAgain, sendHidden, sendLeaving, sendRestored } from './delivery.js';
import { watchEngagement } from './engagement.js';
import { guard, listen } from './guard.js';
import { viewPage, watchPages } from './pages.js';
import { addHook, startRecording } from './record.js';
import { applySettings, debug, type Settings, settings } from './settings.js';
import { setCustomer } from './visit.js';

declare global {
  interface Window {
    /** Set by the first tracker of a page, script tag or npm, so that a second one counts nothing twice. */
    footfallStarted?: boolean;
  }
}

/** Something that joins the tracker at its start, before the first page view. */
export type Plugin = () => void;

const isShown = (): boolean =>
  document.visibilityState === 'visible' && !(document as { prerendering?: boolean }).prerendering;

const begin = (): void => {
  startRecording();
  if (settings.auto !== false) watchPages();
  // An earlier page may have left something to send.
  schedule();
};

const watchLife = (): void => {
  watchEngagement();
  listen(document, 'visibilitychange', () => {
    if (!isShown()) sendHidden();
  });
  listen(window, 'pagehide', sendLeaving);
  listen(window, 'online', sendAgain);
  listen<PageTransitionEvent>(window, 'pageshow', (event) => {
    if (!event.persisted) return;
    sendRestored();
    if (settings.auto !== false) viewPage();
  });
};

/** Whether a tracker has been started in this copy of the code. */
export const isStarted = (): boolean => !!settings.site;

/** Starts the tracker once; a second start is a warning, and the first settings stay. */
export const start = guard((given: Settings, plugins: Plugin[]): void => {
  if (window.footfallStarted) {
    console.warn('[footfall] started twice');
    return;
  }
  window.footfallStarted = true;
  applySettings(given);
  startConsent();
  setCustomer(given.customer);
  if (given.hook) addHook(given.hook);
  watchLife();
  for (const plugin of plugins) guard(plugin)();
  if (isShown()) {
    begin();
    return;
  }
  // Opened in the background or prerendered: nothing is minted, counted or sent before somebody sees it.
  debug('waiting to be seen');
  let waits = true;
  const seen = () => {
    if (!waits || !isShown()) return;
    waits = false;
    begin();
  };
  listen(document, 'visibilitychange prerenderingchange', seen);
});
