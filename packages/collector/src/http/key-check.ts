import { say } from '../say.js';
import { hashKey } from '../settings/key.js';
import type { ApiKey, Role, Site, Store } from '../store/store.js';
import { ApiError } from './error.js';
import { suggest } from './suggest.js';

const BEARER = /^Bearer +(\S{1,512}) *$/i;

/** Who knows the keys, and what time it is: some end by themselves. */
export interface KeyHolders {
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * The key that the request carries.
 *
 * @throws ApiError 401 when it carries none, one that is not known, or one that has expired.
 */
export function keyOfRequest({ store, now }: KeyHolders, authorization: string | null | undefined): ApiKey {
  if (authorization === null || authorization === undefined)
    throw unauthorized('missing_key', 'this needs a key', 'send it as "Authorization: Bearer ff_…"');
  const secret = BEARER.exec(authorization)?.[1];
  if (secret === undefined)
    throw unauthorized('missing_key', 'no key could be read', 'send it as "Authorization: Bearer ff_…"');
  const key = store.keyByHash(hashKey(secret));
  if (key === undefined)
    throw unauthorized('unknown_key', 'this key is not known', 'footfall key add makes a new one');
  if (key.expires !== null && key.expires <= now())
    throw unauthorized(
      'expired_key',
      `this key was good until ${new Date(key.expires).toISOString()}`,
      'ask who gave it to you for another',
    );
  return key;
}

function unauthorized(code: string, message: string, hint: string): ApiError {
  return new ApiError(401, code, message, { hint, headers: { 'www-authenticate': 'Bearer' } });
}

/** Who else may do what a role may. */
const ABOVE: Readonly<Record<Role, readonly Role[]>> = {
  writer: ['admin'],
  guest: ['reader', 'admin'],
  reader: ['admin'],
  admin: [],
};

/** @throws ApiError 403 when the key has neither the role nor one that may do the same. */
export function requireRole(key: ApiKey, role: Role): void {
  if (key.role === role || ABOVE[role].includes(key.role)) return;
  throw new ApiError(
    403,
    'role_missing',
    say('this needs a key with the role {{role}}; this one is a {{own}}', { role, own: key.role }),
  );
}

/** Whether the key may speak of the site at all. */
export function opensSite(key: ApiKey, site: string): boolean {
  return key.sites === null || key.sites.includes(site);
}

/**
 * The site that a request with a key is about.
 *
 * @throws ApiError 403 when the key is not bound to it (whether or not there is such a site: a key does not
 * find out about others), 404 when there is none.
 */
export function siteOfKey(store: Store, key: ApiKey, id: string): Site {
  if (!opensSite(key, id))
    throw new ApiError(
      403,
      'site_not_of_key',
      say('this key is not for the site {{id}}', { id: quoted(id) }),
      {
        hint: suggest(id, key.sites ?? []),
      },
    );
  const site = store.site(id);
  if (site === undefined) throw unknownSite(id, visibleSites(store, key));
  return site;
}

/** 404 with the nearest of the sites that the caller may know of. */
export function unknownSite(id: string, known: readonly Site[]): ApiError {
  return new ApiError(404, 'unknown_site', say('there is no site {{id}}', { id: quoted(id) }), {
    hint:
      suggest(
        id,
        known.map((site) => site.id),
      ) ?? say('footfall site add makes one'),
  });
}

/** The sites that the key may see. */
export function visibleSites(store: Store, key: ApiKey): Site[] {
  return store.sites().filter((site) => opensSite(key, site.id));
}

/** What a client wrote, short enough for a message. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text);
}
