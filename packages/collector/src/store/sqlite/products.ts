import type { SqliteDatabase } from './database.js';
import { packId } from './pack-id.js';
import type { Terms } from './terms.js';

/** What an event says of a product. */
export interface ProductWord {
  time: number;
  /** Of the event. */
  id: string;
  name: string;
  category: string | undefined;
  brand: string | undefined;
}

/**
 * What products are called: the last word by the time and the id of its event. A product is looked at over and over, so within a
 * transaction only the newest word is kept, and written when facts are derived.
 */
export class Products {
  readonly #newest = new Map<string, ProductWord & { site: number; item: number }>();
  readonly #put;

  constructor(
    db: SqliteDatabase,
    private readonly terms: Terms,
  ) {
    this.#put = db.prepare(
      `INSERT INTO product (site, item, time, id, name, category, brand) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (site, item) DO UPDATE SET time = excluded.time, id = excluded.id, name = excluded.name,
         category = excluded.category, brand = excluded.brand
       WHERE (excluded.time, excluded.id) > (product.time, product.id)`,
    );
  }

  /** Takes in what an event says of a product. @param item term of its id */
  say(site: number, item: number, word: ProductWord): void {
    const key = `${site} ${item}`;
    const known = this.#newest.get(key);
    if (known !== undefined) {
      if (known.time > word.time) return;
      // Which of two ids comes last is SQLite's to say.
      if (known.time === word.time) this.#write(known);
    }
    this.#newest.set(key, { site, item, ...word });
  }

  /** Writes what was said since the last time. */
  save(): void {
    for (const word of this.#newest.values()) this.#write(word);
    this.#newest.clear();
  }

  /** What was not written goes with a transaction that was rolled back. */
  forget(): void {
    this.#newest.clear();
  }

  #write({
    site,
    item,
    time,
    id,
    name,
    category,
    brand,
  }: ProductWord & { site: number; item: number }): void {
    const { terms } = this;
    this.#put.run(
      site,
      item,
      time,
      packId(id),
      terms.idOrNull(name),
      terms.idOrNull(category),
      terms.idOrNull(brand),
    );
  }
}
