import type { FootfallEvent } from './event.js';

/** What the visitor has said about being counted. */
export type ConsentState = 'pending' | 'granted' | 'denied';

/**
 * Sees each event just before it is queued, and may change it in place.
 *
 * @returns `null` to drop the event; anything else keeps it.
 */
export type EventHook = (event: FootfallEvent) => unknown;

/** Something that joins the tracker at its start. */
export type Plugin = () => void;

/** What `init` takes. The script tag has the same settings as `data-*` attributes. */
export interface Settings {
  /** The id of the site, as the collector knows it. */
  site: string;
  /** Where events are sent: the full URL of the collector's `/v1/events`. */
  endpoint: string;
  /** Log each event and each refusal to the console. */
  debug?: boolean;
  /** The state to start in, until `consent()` says otherwise. Left out: no consent is needed; another word: `pending`. */
  consent?: ConsentState;
  /** What a denial means: `drop` (default) counts nothing, `cookieless` counts without ids or storage. */
  denied?: 'drop' | 'cookieless';
  /** `false` ignores the browser's Global Privacy Control signal. By default it counts as a denial. */
  gpc?: boolean;
  /** No cookie, no storage, no ids: the collector counts visits without knowing visitors. */
  cookieless?: boolean;
  /** `false` counts no page view, time, link or form by itself; call `page()` instead. */
  auto?: boolean;
  /** Routes live in the hash (`#/cart`): a changed hash is a page view. */
  hash?: boolean;
  /** This browser belongs to the shop's own staff: its visits are kept apart from every KPI. */
  internal?: boolean;
  /** Domain of the cookies, to share a visitor among subdomains: `shop.example`. */
  domain?: string;
  /** The customer's id, where the page already knows it. */
  customer?: string | number | null;
  /** What else to count; each joins before the first page view. */
  plugins?: Plugin[];
}

/** The settings in force; empty before `init`. */
export const settings = {} as Settings;

/** Speaks to the console only when the shop asked for it. */
export const debug = (...words: unknown[]): void => {
  if (settings.debug) console.log('[footfall]', ...words);
};
