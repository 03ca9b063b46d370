import { LRUCache } from 'lru-cache';
import { isSealed } from '../../facts/sealed.js';
import type { Origins, VisitFact } from '../../facts/visit.js';
import type { SqliteDatabase } from './database.js';
import { packId, unpackId } from './pack-id.js';
import type { Terms } from './terms.js';

/** A visit's row: what it is known by, and its fact. */
export interface StoredVisit {
  key: number;
  site: number;
  id: string;
  fromGaps: boolean;
  fact: VisitFact;
}

const TERM_COLUMNS = [
  'channel',
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'referrer',
  'country',
  'region',
  'language',
  'device',
  'browser',
  'os',
] as const satisfies readonly (keyof Origins)[];

/** Columns that a visit which came back from a payment host takes over from the visit before it. */
export const INHERITED = ['channel', 'source', 'medium', 'campaign', 'term', 'content'] as const;

const COLUMNS = [
  ...['key', 'site', 'id', 'visitor', 'from_gaps', 'cookieless', 'number', 'started', 'ended'],
  ...['own_started', 'own_ended', 'page_views', 'engaged_ms', 'events', 'steps', 'leads', 'searches'],
  ...['first_own', 'first_time', 'first_id', 'landing_page', 'landing_time', 'landing_id'],
  ...['exit_page', 'exit_time', 'exit_id', ...TERM_COLUMNS, 'continues', 'bot', 'internal'],
];

type VisitRow = Record<string, number | null> & { id: unknown; first_id: unknown };

/**
 * Visits in the file, with the ones that were touched lately in memory. A visit is known by its visitor and its id:
 * what two visitors call by one id (a copied cookie, a forged beacon) stays two visits.
 */
export class Visits {
  readonly #terms: Terms;
  readonly #cache = new LRUCache<string, StoredVisit>({ max: 20_000 });
  readonly #dirty = new Map<string, StoredVisit>();
  readonly #find;
  readonly #save;
  readonly #goOn;
  readonly #delete;
  readonly #maxKey;
  #nextKey = 0;
  readonly #givenKeys = new Map<string, number>();
  #isRemade: (key: number) => boolean = () => false;

  constructor(db: SqliteDatabase, terms: Terms) {
    this.#terms = terms;
    this.#find = db.prepare<[number, unknown, number], VisitRow>(
      `SELECT ${COLUMNS.join(', ')} FROM visit WHERE site = ? AND id = ? AND visitor = ?`,
    );
    // `orders` is derived elsewhere, so that a visit's own save must not touch it.
    const sets = COLUMNS.filter((name) => name !== 'key').map((name) => `${name} = excluded.${name}`);
    this.#save = db.prepare(
      `INSERT INTO visit (${COLUMNS.join(', ')}, orders) VALUES (${COLUMNS.map(() => '?').join(', ')}, 0)
       ON CONFLICT (key) DO UPDATE SET ${sets.join(', ')}`,
    );
    // No column of an index is among these, so that a visit that goes on costs one row.
    this.#goOn = db.prepare(
      `UPDATE visit SET ended = ?, own_ended = ?, page_views = ?, engaged_ms = ?, events = ?, steps = ?, leads = ?,
         searches = ?, exit_page = ?, exit_time = ?, exit_id = ? WHERE key = ?`,
    );
    this.#delete = db.prepare('DELETE FROM visit WHERE key = ?');
    this.#maxKey = db.prepare<[], number>('SELECT coalesce(max(key), 0) FROM visit').pluck();
  }

  find(site: number, visitor: number, id: string): StoredVisit | undefined {
    const name = `${visitor} ${id}`;
    const known = this.#dirty.get(name) ?? this.#cache.get(name);
    if (known) return known;
    const row = this.#find.get(site, packId(id), visitor);
    if (!row) return undefined;
    const visit = this.#read(row);
    this.#cache.set(name, visit);
    return visit;
  }

  /** Puts a fact in the place of what was known of the visit. */
  put(
    site: number,
    id: string,
    fromGaps: boolean,
    fact: VisitFact,
    known = this.find(site, fact.first.visitor, id),
  ): StoredVisit {
    const visit: StoredVisit = {
      key: known?.key ?? this.#newKey(fact.first.visitor, id),
      site,
      id,
      fromGaps,
      fact,
    };
    this.#dirty.set(nameOf(visit), visit);
    return visit;
  }

  remove(visit: StoredVisit): void {
    this.#delete.run(visit.key);
    this.#dirty.delete(nameOf(visit));
    this.#cache.delete(nameOf(visit));
  }

  /** Writes what was merged since the last time. */
  save(): void {
    for (const [name, visit] of this.#dirty) {
      const saved = this.#cache.get(name);
      if (!(saved && hasOnlyGone(saved.fact, visit.fact) && this.#saveOn(visit)))
        this.#save.run(this.#values(visit));
      this.#cache.set(name, visit);
    }
    this.#dirty.clear();
  }

  /** Writes what events that come later change of a visit; `false`: it is not there. */
  #saveOn({ key, fact }: StoredVisit): boolean {
    const { exit } = fact;
    const { changes } = this.#goOn.run(
      ...[fact.ended, fact.ownEnded, fact.pageViews, fact.engagedMs, fact.events, fact.steps],
      ...[fact.leads, fact.searches, this.#terms.idOrNull(exit?.page), exit?.time ?? null],
      ...[exit ? packId(exit.id) : null, key],
    );
    return changes === 1;
  }

  /** Drops a visit from memory, after its row was written past this class. */
  drop(visitor: number, id: string): void {
    this.#cache.delete(`${visitor} ${id}`);
  }

  /** Another process wrote, or a transaction was rolled back: what is in memory may not be true. */
  forget(): void {
    this.#cache.clear();
    this.#dirty.clear();
    this.#nextKey = 0;
    this.endRemaking();
  }

  /**
   * Whether a visit changes no more, because events of its visitor went (facts/sealed.ts).
   *
   * @param before of its visitor
   */
  isSealed(key: number, span: { started: number; ended: number }, before: number | undefined): boolean {
    return before !== undefined && isSealed(span, before) && !this.#isRemade(key);
  }

  /** Begins to make visits again; these keep the numbers that they had. All rows are still there. */
  beginRemaking(rows: readonly { key: number; visitor: number; id: unknown }[]): void {
    for (const { key, visitor, id } of rows) this.#givenKeys.set(`${visitor} ${unpackId(id)}`, key);
    // Nobody else is given one of them.
    const firstNew = (this.#maxKey.get() as number) + 1;
    this.#nextKey = firstNew;
    // With half of its events a visit looks as if it had ended before.
    const given = new Set(this.#givenKeys.values());
    this.#isRemade = (key) => key >= firstNew || given.has(key);
  }

  endRemaking(): void {
    this.#givenKeys.clear();
    this.#isRemade = () => false;
  }

  #newKey(visitor: number, id: string): number {
    const given = this.#givenKeys.get(`${visitor} ${id}`);
    if (given !== undefined) return given;
    if (this.#nextKey === 0) this.#nextKey = (this.#maxKey.get() as number) + 1;
    return this.#nextKey++;
  }

  #values({ key, site, id, fromGaps, fact }: StoredVisit): unknown[] {
    const { first, landing, exit } = fact;
    const terms = this.#terms;
    // A visit of which only passing events are known so far has the time of the first of them.
    const or = (time: number, fallback: number) => (Number.isNaN(time) ? fallback : time);
    return [
      ...[key, site, packId(id), first.visitor, Number(fromGaps), Number(fact.cookieless), fact.number],
      ...[or(fact.started, first.time), or(fact.ended, first.time)],
      ...[or(fact.ownStarted, first.time), or(fact.ownEnded, first.time)],
      ...[fact.pageViews, fact.engagedMs, fact.events, fact.steps, fact.leads, fact.searches],
      ...[Number(first.own), first.time, packId(first.id)],
      ...[terms.idOrNull(landing?.page), landing?.time ?? null, landing ? packId(landing.id) : null],
      ...[terms.idOrNull(exit?.page), exit?.time ?? null, exit ? packId(exit.id) : null],
      ...TERM_COLUMNS.map((name) => terms.idOrNull(first.origins[name])),
      ...[Number(first.origins.continues), terms.idOrNull(fact.bot), Number(fact.internal)],
    ];
  }

  #read(row: VisitRow): StoredVisit {
    const terms = this.#terms;
    const number = (name: string) => row[name] as number;
    const page = (part: 'landing' | 'exit') => {
      const term = row[`${part}_page`];
      if (term === null || term === undefined) return undefined;
      return { time: number(`${part}_time`), id: unpackId(row[`${part}_id`]), page: terms.value(term) };
    };
    const origins = Object.fromEntries(
      TERM_COLUMNS.map((name) => [name, terms.valueOrNull(row[name] ?? null)]),
    ) as unknown as Origins;
    origins.continues = row.continues === 1;
    if (origins.continues) Object.assign(origins, OWN_OF_CONTINUED);
    return {
      key: number('key'),
      site: number('site'),
      id: unpackId(row.id),
      fromGaps: row.from_gaps === 1,
      fact: {
        first: {
          time: number('first_time'),
          id: unpackId(row.first_id),
          own: row.first_own === 1,
          visitor: number('visitor'),
          origins,
        },
        cookieless: row.cookieless === 1,
        number: number('number'),
        started: number('started'),
        ended: number('ended'),
        ownStarted: number('own_started'),
        ownEnded: number('own_ended'),
        pageViews: number('page_views'),
        engagedMs: number('engaged_ms'),
        events: number('events'),
        steps: number('steps'),
        leads: number('leads'),
        searches: number('searches'),
        landing: page('landing'),
        exit: page('exit'),
        bot: terms.valueOrNull(row.bot ?? null),
        internal: row.internal === 1,
      },
    };
  }
}

/** Whether a visit has only gone on since it was written: all that does not follow from its last events is the same. */
function hasOnlyGone(saved: VisitFact, fact: VisitFact): boolean {
  return (
    saved.first === fact.first &&
    saved.landing === fact.landing &&
    saved.started === fact.started &&
    saved.ownStarted === fact.ownStarted &&
    saved.number === fact.number &&
    saved.cookieless === fact.cookieless &&
    saved.bot === fact.bot &&
    saved.internal === fact.internal
  );
}

function nameOf({ id, fact }: StoredVisit): string {
  return `${fact.first.visitor} ${id}`;
}

/** What a visit from a payment host says of its source by itself: nothing. */
export const OWN_OF_CONTINUED = {
  channel: 'Direct',
  source: '(direct)',
  medium: '(none)',
  campaign: null,
  term: null,
  content: null,
} as const;
