import { LRUCache } from 'lru-cache';
import type { SqliteDatabase } from './database.js';
import { packId, unpackId } from './pack-id.js';

/** Bits of a visitor's `traits`: which derivations it needs when something of it changes. */
export const TRAIT = {
  /** It has events that named no visit. */
  loose: 1,
  cart: 2,
  order: 4,
  lead: 8,
  /** A visit of it came back from a payment host. */
  continues: 16,
  /** The visit of an order of it was found by time, so that another visit may be nearer. */
  timedOrder: 32,
  /** Events of it have gone: see `sealed_visitor`. */
  sealed: 64,
} as const;

/** A visitor as the writer knows it. */
export interface StoredVisitor {
  key: number;
  site: number;
  id: string;
  cookieless: boolean;
  traits: number;
}

/** Visitors by id, with the ones seen lately in memory. */
export class Visitors {
  readonly #byId = new LRUCache<string, StoredVisitor>({ max: 50_000 });
  readonly #byKey = new LRUCache<number, StoredVisitor>({ max: 50_000 });
  readonly #find;
  readonly #add;
  readonly #traits;
  readonly #at;
  readonly #loseCookies;
  readonly #sealedBefore;

  constructor(db: SqliteDatabase) {
    this.#find = db.prepare<[number, unknown], { key: number; cookieless: number; traits: number }>(
      'SELECT key, cookieless, traits FROM visitor WHERE site = ? AND id = ?',
    );
    this.#add = db.prepare('INSERT INTO visitor (site, id, cookieless, traits) VALUES (?, ?, ?, 0)');
    this.#traits = db.prepare('UPDATE visitor SET traits = traits | ? WHERE key = ?');
    this.#at = db.prepare<[number], { site: number; id: unknown; cookieless: number; traits: number }>(
      'SELECT site, id, cookieless, traits FROM visitor WHERE key = ?',
    );
    this.#sealedBefore = db
      .prepare<[number], number>('SELECT before FROM sealed_visitor WHERE visitor = ?')
      .pluck();
    this.#loseCookies = db.prepare('UPDATE visitor SET cookieless = 1 WHERE key = ?');
  }

  /** The visitor of that id, made when it is new. */
  get(site: number, id: string, cookieless: boolean): StoredVisitor {
    const name = `${site} ${id}`;
    let visitor = this.#byId.get(name);
    if (!visitor) {
      const row = this.#find.get(site, packId(id));
      visitor = row
        ? { key: row.key, site, id, cookieless: row.cookieless === 1, traits: row.traits }
        : { key: this.#insert(site, id, cookieless), site, id, cookieless, traits: 0 };
      this.#byId.set(name, visitor);
    }
    // Both memories must hold the same object, or a trait added by key would be lost to the other.
    this.#byKey.set(visitor.key, visitor);
    return visitor;
  }

  /** Notes that a visitor keeps no cookies, whoever named it first; `true` when that is new. */
  loseCookies(visitor: StoredVisitor): boolean {
    if (visitor.cookieless) return false;
    visitor.cookieless = true;
    this.#loseCookies.run(visitor.key);
    return true;
  }

  /** The visitor of a key that a fact holds; `undefined`: it is gone. */
  at(key: number): StoredVisitor | undefined {
    const known = this.#byKey.get(key);
    if (known) return known;
    const row = this.#at.get(key);
    if (!row) return undefined;
    const visitor = { ...row, key, id: unpackId(row.id), cookieless: row.cookieless === 1 };
    this.#byKey.set(key, visitor);
    this.#byId.set(`${visitor.site} ${visitor.id}`, visitor);
    return visitor;
  }

  /** Visits of it that lie before this moment change no more (facts/sealed.ts); `undefined`: all can. */
  sealedBefore(visitor: StoredVisitor): number | undefined {
    return visitor.traits & TRAIT.sealed ? this.#sealedBefore.get(visitor.key) : undefined;
  }

  /** Adds a trait to the visitor of a key that a fact holds. */
  addTraitByKey(key: number, trait: number): void {
    const visitor = this.at(key);
    if (visitor) this.addTrait(visitor, trait);
  }

  addTrait(visitor: StoredVisitor, trait: number): void {
    if ((visitor.traits & trait) === trait) return;
    visitor.traits |= trait;
    this.#traits.run(trait, visitor.key);
  }

  forget(): void {
    this.#byId.clear();
    this.#byKey.clear();
  }

  #insert(site: number, id: string, cookieless: boolean): number {
    return Number(this.#add.run(site, packId(id), Number(cookieless)).lastInsertRowid);
  }
}
