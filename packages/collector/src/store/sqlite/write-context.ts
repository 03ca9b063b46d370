import type { Site } from '../store.js';
import type { SqliteDatabase } from './database.js';
import { Judge } from './judge.js';
import { EventLog } from './log.js';
import { Products } from './products.js';
import { Pseudonyms } from './pseudonyms.js';
import { Rates } from './rates.js';
import { readSettings } from './settings.js';
import { Terms } from './terms.js';
import { Touched } from './touched.js';
import { Visitors } from './visitors.js';
import { Visits } from './visits.js';

/** What everything that writes facts shares: the file, its dictionary and log, and what is in memory of them. */
export class WriteContext {
  readonly terms: Terms;
  readonly log: EventLog;
  readonly visitors: Visitors;
  readonly visits: Visits;
  readonly products: Products;
  readonly rates: Rates;
  readonly pseudonyms: Pseudonyms;
  readonly judge = new Judge();
  readonly touched = new Touched();
  #sites = new Map<number, Site>();

  constructor(
    readonly db: SqliteDatabase,
    /** Is told at each event, visitor and row that the writer is at work. */
    readonly alive: () => void = () => {},
  ) {
    this.terms = new Terms(db);
    this.log = new EventLog(db, this.terms);
    this.visitors = new Visitors(db);
    this.visits = new Visits(db, this.terms);
    this.products = new Products(db, this.terms);
    this.rates = new Rates(db);
    this.pseudonyms = new Pseudonyms(db);
  }

  site(key: number): Site {
    let site = this.#sites.get(key);
    if (!site) {
      this.#sites = new Map(readSettings(this.db).sites.map((each) => [each.key, each]));
      site = this.#sites.get(key);
    }
    if (!site) throw new Error(`no site with key ${key}`);
    return site;
  }

  /** Drops what is in memory: another process wrote, a transaction was rolled back, or settings changed. */
  forget(): void {
    this.terms.forget();
    this.log.forget();
    this.visitors.forget();
    this.visits.forget();
    this.products.forget();
    this.rates.forget();
    this.pseudonyms.forget();
    this.judge.forget();
    this.touched.clear();
    this.#sites.clear();
  }
}
