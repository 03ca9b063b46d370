import { createHmac } from 'node:crypto';
import type { Store } from '../store/store.js';

/**
 * The visitor id of a browser that keeps no ids: HMAC-SHA256 of site, address and user agent under the secret of
 * the UTC day. When the day's secret is destroyed nobody can find the person again, nor join two days.
 *
 * @returns a UUID of version 8 (RFC 9562, "custom"), so that it is kept as small as any other visitor id.
 */
export async function cookielessVisitor(
  store: Store,
  { site, ip, userAgent, received }: { site: string; ip: string; userAgent: string; received: number },
): Promise<string> {
  const salt = await store.salt(new Date(received).toISOString().slice(0, 10));
  const digest = createHmac('sha256', salt)
    // As JSON, so that no two different triples are the same text.
    .update(JSON.stringify([site, ip, userAgent]))
    .digest()
    .subarray(0, 16);
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
