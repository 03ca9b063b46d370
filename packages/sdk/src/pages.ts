import { splitCampaign } from './campaign.js';
import { isCookieless } from './consent-state.js';
import { keepReading, startClock, tellTime } from './engagement.js';
import { guard, listen } from './guard.js';
import { type Place, type RecordOptions, record } from './record.js';
import { settings } from './settings.js';

// Frameworks set the title after the route; it is read again shortly before the page view is sent.
const TITLE_SETTLES = 400;

let route = '';
let viewed: string | undefined;

const currentRoute = (): string => location.pathname + (settings.hash ? location.hash : '');

// The address as it is reported: the hash only where it is the route, click ids and utm_* apart.
const address = (): ReturnType<typeof splitCampaign> => {
  const canonical =
    settings.canonical && document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  const whole = canonical || (settings.hash ? location.href : location.href.split('#')[0]!);
  const split = splitCampaign(whole);
  if (canonical) split.campaign = splitCampaign(location.href).campaign;
  // Without a visit there is no landing URL, so this one carries the campaign.
  if (isCookieless()) split.url = whole;
  return split;
};

/** Records that something was done on the current page. */
export const act = (name: string, data?: object, options?: RecordOptions): void => {
  keepReading();
  record(name, data, { url: address().url }, options);
};

/**
 * Counts a page view of the current URL; the time spent on the page before is sent first.
 *
 * @param about parameters of the page, such as `content_group`; its time on site carries them too.
 */
export const viewPage = (about?: object): void => {
  tellTime();
  const { url, campaign } = address();
  const place: Place = { url, title: document.title, referrer: viewed ?? document.referrer };
  const event = record('page_view', { ...campaign, ...about }, place, { arrived: viewed === undefined });
  route = currentRoute();
  if (viewed !== undefined) {
    const here = route;
    setTimeout(
      guard(() => {
        if (here !== currentRoute()) return;
        place.title = document.title;
        if (event) event.title = document.title;
      }),
      TITLE_SETTLES,
    );
  }
  viewed = url;
  startClock(place, about);
};

const follow = (): void => {
  if (currentRoute() !== route) viewPage();
};

/** Counts a page view now and at each change of route. */
export const watchPages = (): void => {
  viewPage();
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    listen(navigation, 'currententrychange', follow);
    return;
  }
  listen(window, 'popstate hashchange', follow);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = function (this: History, ...given: Parameters<typeof original>) {
      const answer = original.apply(this, given);
      guard(follow)();
      return answer;
    };
  }
};
