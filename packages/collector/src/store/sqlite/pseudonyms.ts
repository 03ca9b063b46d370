import { createHmac, randomBytes } from 'node:crypto';
import type { SqliteDatabase } from './database.js';

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Whether a text can be an e-mail address. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && ADDRESS.test(value.trim());
}

/** The id in the place of an address; capitals and blanks around it say nothing. */
export function pseudonymOf(secret: Uint8Array, site: string, address: string): string {
  const digest = createHmac('sha256', secret)
    .update(JSON.stringify([site, address.trim().normalize('NFC').toLowerCase()]))
    .digest('base64url');
  return `h_${digest.slice(0, 22)}`;
}

/**
 * Ids in the place of e-mail addresses: HMAC-SHA256 under a secret of this installation and the site's id, so that the
 * same address is the same subscriber or customer in every import and event, and nobody finds the address again who has
 * not the file.
 */
export class Pseudonyms {
  readonly #find;
  readonly #add;
  #secret: Buffer | undefined;

  constructor(db: SqliteDatabase) {
    this.#find = db.prepare<[], Buffer>("SELECT value FROM secret WHERE name = 'pseudonym'").pluck();
    this.#add = db.prepare<[Buffer]>("INSERT INTO secret (name, value) VALUES ('pseudonym', ?)");
  }

  /** The id of an address. */
  of(site: string, address: string): string {
    return pseudonymOf(this.#key(), site, address);
  }

  /** A rolled back transaction takes a new secret with it. */
  forget(): void {
    this.#secret = undefined;
  }

  #key(): Buffer {
    this.#secret ??= this.#find.get();
    if (this.#secret === undefined) {
      this.#secret = randomBytes(32);
      this.#add.run(this.#secret);
    }
    return this.#secret;
  }
}
