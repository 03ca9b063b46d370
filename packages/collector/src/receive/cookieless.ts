import { createHmac } from 'node:crypto';
import type { Store } from '../store/store.js';

/** Who a browser without ids is, for as long as the UTC day lasts. */
export type CookielessVisitor = (client: {
  site: string;
  ip: string;
  userAgent: string;
  received: number;
}) => Promise<string>;

/**
 * Makes the visitor ids of browsers that keep none: HMAC-SHA256 of site, address and user agent under the secret
 * of the UTC day. When the day's secret is destroyed nobody can find the person again, nor join two days.
 *
 * @returns a function to a UUID of version 8 (RFC 9562, "custom"), which is kept as small as any other visitor id.
 */
export function createCookielessVisitor(store: Pick<Store, 'salt'>): CookielessVisitor {
  // Only the newest day's secret is held; the store has destroyed the others.
  let today: { day: string; salt: Promise<Uint8Array> } | undefined;

  function saltOf(day: string): Promise<Uint8Array> {
    if (today?.day === day) return today.salt;
    const salt = store.salt(day);
    today = { day, salt };
    salt.catch(() => {
      if (today?.salt === salt) today = undefined;
    });
    return salt;
  }

  return async function cookielessVisitor({ site, ip, userAgent, received }) {
    const salt = await saltOf(new Date(received).toISOString().slice(0, 10));
    const digest = createHmac('sha256', salt)
      // As JSON, so that no two different triples are the same text.
      .update(JSON.stringify([site, ip, userAgent]))
      .digest()
      .subarray(0, 16);
    digest[6] = (digest[6]! & 0x0f) | 0x80;
    digest[8] = (digest[8]! & 0x3f) | 0x80;
    return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
}
