import { record } from './record.js';
import { settings } from './settings.js';

/** What measures the time on pages; nothing where that was not asked for. */
export interface Clock {
  /** The page is about to be left by another page view. */
  _tell(): void;
  /** A page was viewed. */
  _start(about?: object): void;
  /** Something is being done on the page. */
  _keep(): void;
}

let clock: Clock | undefined;
let canonicalUrl: (() => string | undefined) | undefined;

/** The URL of the latest page view, as it was reported. */
export let viewed: string | undefined;

/** The address at the latest page view, as it was. */
export let seen: string | undefined;

export const setClock = (given: Clock): void => {
  clock = given;
};

/** Reports the URL of `<link rel="canonical">`, where the page has one, in place of the address bar's. */
export const canonical = (): void => {
  canonicalUrl = () => document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
};

// The address as it is reported: the hash only where it is the route. No URL holds a space. The collector takes out of it what
// brought the visitor.
const address = (): string => canonicalUrl?.() || location.href.split(settings.hash ? ' ' : '#')[0]!;

/** Records that something was done on the current page. */
export const act = (
  name: string,
  data: Record<string, unknown>,
  identify?: Parameters<typeof record>[4],
): void => {
  clock?._keep();
  record(
    name,
    data,
    // What the page says before its first page view is what a visit without ids begins with.
    { url: address(), referrer: viewed ? undefined : document.referrer },
    // Browsers tell the last of these as the page is left, be it hours after somebody looked at it.
    viewed && name === 'web_vital',
    identify,
  );
};

/**
 * Counts a page view of the current URL; the time spent on the page before is sent first.
 *
 * @param about parameters of the page, such as `content_group`; its time on site carries them too.
 */
export const viewPage = (about?: object, url = address()): void => {
  clock?._tell();
  record('page_view', { ...about }, { url, title: document.title, referrer: viewed || document.referrer });
  viewed = url;
  seen = location.href;
  clock?._start(about);
};
