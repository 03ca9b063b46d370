import { ApiError } from '../http/error.js';
import { quoted } from '../http/key-check.js';
import type { Site } from '../store/store.js';

const LOCALHOST = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;

/**
 * Whether pages of the origin may send events of the site.
 *
 * @param dev also `http://localhost:*`, and the collector's own pages (the demo shop).
 * @param ownUrl the URL that the request was sent to.
 */
export function allowsOrigin(site: Site, origin: string, dev: boolean, ownUrl: () => string): boolean {
  if (site.origins.includes(origin)) return true;
  return dev && (LOCALHOST.test(origin) || origin === new URL(ownUrl()).origin);
}

/** 403 that names the origins that the site allows, so that a shop sees its mistake in the console. */
export function foreignOrigin(site: Site, origin: string): ApiError {
  const allowed = site.origins.length > 0 ? site.origins.join(', ') : 'none';
  return new ApiError(
    403,
    'foreign_origin',
    `${quoted(origin)} is no origin of the site ${quoted(site.id)}, which allows: ${allowed}`,
    { hint: `footfall site change ${site.id} --origin … sets them` },
  );
}

/** 403 for a caller that is neither a page of the shop nor has a key. */
export function originMissing(): ApiError {
  return new ApiError(403, 'origin_missing', 'a request without an Origin is taken only with a key', {
    hint: 'send "Authorization: Bearer ff_…" with a key that has the role writer',
  });
}
