import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { say } from '../say.js';
import type { ApiKey } from '../store/store.js';
import { siteId } from './site.js';

export const ROLES = ['writer', 'guest', 'reader', 'admin'] as const;

/** ISO 8601 with its zone, or milliseconds since the epoch. */
const moment = z.union(
  [
    z.number().int().min(0).max(8.64e15),
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  ],
  { error: say('a moment is written 2026-12-31T12:00:00Z, or in milliseconds since 1970') },
);

/** The body of `POST /v1/keys`, and what `footfall key add` takes. Without `sites` the key opens all of them, without `expires` for ever. */
export const keyInput = z.strictObject({
  role: z.enum(ROLES, { error: say('a role is writer, guest, reader or admin') }),
  sites: z
    .array(siteId)
    .min(1, { error: say('name at least one site, or leave "sites" out for all') })
    .transform((list) => [...new Set(list)])
    .nullish()
    .transform((list) => list ?? null),
  expires: moment.nullish().transform((time) => time ?? null),
});

export type KeyInput = z.output<typeof keyInput>;

/** A key as it is handed out: `secret` is shown once, `hash` is what is kept. */
export interface MintedKey {
  id: string;
  secret: string;
  hash: Uint8Array;
}

/** A new random key: 256 bits behind `ff_`. */
export function mintKey(): MintedKey {
  return keyOf(`ff_${randomBytes(32).toString('base64url')}`);
}

/** A key whose secret somebody else chose, such as `FOOTFALL_ADMIN_KEY`. */
export function keyOf(secret: string): MintedKey {
  // The id names the key in lists and must not give a part of its secret away.
  return { id: `key_${randomBytes(6).toString('hex')}`, secret, hash: hashKey(secret) };
}

/** SHA-256 of a key. The keys are random and long, so nothing slower is needed against guessing. */
export function hashKey(secret: string): Uint8Array {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** A key as the API and the command line show it. */
export function keyDocument(key: ApiKey): {
  id: string;
  role: ApiKey['role'];
  sites: string[] | null;
  created: number;
  expires: number | null;
} {
  return { id: key.id, role: key.role, sites: key.sites, created: key.created, expires: key.expires };
}
