import { LRUCache } from 'lru-cache';
import type { SqliteDatabase } from './database.js';
import { packId } from './pack-id.js';

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
} as const;

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

  constructor(db: SqliteDatabase) {
    this.#find = db.prepare<[number, unknown], { key: number; cookieless: number; traits: number }>(
      'SELECT key, cookieless, traits FROM visitor WHERE site = ? AND id = ?',
    );
    this.#add = db.prepare('INSERT INTO visitor (site, id, cookieless, traits) VALUES (?, ?, ?, 0)');
    this.#traits = db.prepare('UPDATE visitor SET traits = traits | ? WHERE key = ?');
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

  /** The same by key, for facts that hold no more than that. */
  addTraitByKey(key: number, trait: number): void {
    this.#traits.run(trait, key);
    const known = this.#byKey.get(key);
    if (known) known.traits |= trait;
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
