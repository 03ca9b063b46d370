import type { BrowserBatch } from '@footfall/protocol';
import type { HeaderSource } from '../enrich/client-hints.js';

const DAY = 24 * 3600_000;
/** Days; browsers grant no cookie more. */
const LONGEST = 400;
/** A cookie with fewer days than this to live is set anew. */
const NEAR_END = 100;

// What the tracker reads (`<visitor id>.<first seen, ms>`), and behind it the day on which the cookie was set.
const COOKIE = /(?:^|;\s*)footfall_id=([\w-]{36})\.\d+\.(\d{1,6})(?:;|$)/;
const VISITOR_ID = /^[\w-]{36}$/;

/** What is asked of a request: its headers, and the URL that it was sent to. */
export interface RequestPlace {
  readonly headers: HeaderSource;
  readonly url: string;
}

/**
 * The `Set-Cookie` by which a visitor is known again when the browser has thrown away what scripts have stored; Safari
 * does after seven days, and spares what the shop's own host has set.
 *
 * The value is `<visitor id>.<first seen, ms>.<day set, since 1970>`: the browser says with each request how old its
 * cookie is, so that it is set anew only near its end and the collector stores nothing for it.
 *
 * Only for pages of the very host that the beacon was sent to (a reverse-proxy path of the shop), so no answer needs
 * `Access-Control-Allow-Credentials`. From another host of the same site it would need a `Domain`, and the tracker could
 * neither send it with `fetch` nor be sure to remove it when the visitor asks to be forgotten.
 *
 * @param origin of the page, already found to belong to the site.
 * @param received ms since the epoch.
 * @returns nothing when the browser has a young one, the page is of another host, or the visitor is not to be known.
 */
export function visitorCookie(
  { visitor, consent }: Pick<BrowserBatch, 'visitor' | 'consent'>,
  origin: string,
  request: RequestPlace,
  received: number,
): string | undefined {
  if (visitor === null || !VISITOR_ID.test(visitor.id)) return undefined;
  if (consent === 'denied' || consent === 'pending') return undefined;
  const today = Math.floor(received / DAY);
  const [, id, day] = COOKIE.exec(request.headers.get('cookie') ?? '') ?? [];
  const age = today - Number(day);
  if (id === visitor.id && age >= 0 && age <= LONGEST - NEAR_END) return undefined;
  if (!isOwnHost(origin, request)) return undefined;
  const first = Math.min(visitor.first ?? received, received);
  const secure = origin.startsWith('https:') ? '; Secure' : '';
  return `footfall_id=${visitor.id}.${first}.${today}; Max-Age=${LONGEST * 86_400}; Path=/; SameSite=Lax${secure}`;
}

// The browser knows best: a proxy in between may ask the collector under another name. Old ones do not say it, nor does
// any without TLS.
function isOwnHost(origin: string, { headers, url }: RequestPlace): boolean {
  const said = headers.get('sec-fetch-site');
  return said === null ? new URL(origin).host === new URL(url).host : said === 'same-origin';
}
