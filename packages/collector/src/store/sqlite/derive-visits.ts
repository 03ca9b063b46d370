import { isForeign } from '../../enrich/acquisition.js';
import { type LooseEvent, type Placement, type StatedVisit, visitsFromGaps } from '../../facts/gaps.js';
import { engagedMsOf, mergeVisits, type VisitFact, visitOfEvent } from '../../facts/visit.js';
import { EVENT_COLUMNS, type LogEntry } from './log.js';
import { unpackId } from './pack-id.js';
import type { Projector } from './project.js';
import { TOUCH } from './touched.js';
import { type StoredVisitor, TRAIT } from './visitors.js';
import { INHERITED, OWN_OF_CONTINUED, type StoredVisit } from './visits.js';
import type { WriteContext } from './write-context.js';

interface VisitRow {
  key: number;
  id: unknown;
  from_gaps: number;
  own_started: number;
  own_ended: number;
  started: number;
  ended: number;
}

type SourceRow = Record<(typeof INHERITED)[number], number | null> & { key: number; continues: number };

/** Visits that no browser made, and visits that came back from a payment host: derived for one visitor. */
export class DeriveVisits {
  readonly #loose;
  readonly #visits;
  readonly #moveHit;
  readonly #moveItems;
  readonly #renumber;
  readonly #sources;
  readonly #inherit;

  constructor(
    private readonly on: WriteContext,
    private readonly projector: Projector,
  ) {
    const { db } = on;
    this.#loose = db.prepare<[number], Parameters<typeof on.log.entryOf>[0] & { visit: number | null }>(
      `SELECT ${EVENT_COLUMNS}, h.visit AS visit FROM hit h JOIN event e ON e.seq = h.seq
       WHERE h.visitor = ? AND h.derives = 1 AND h.stated_visit = 0`,
    );
    this.#visits = db.prepare<[number], VisitRow>(
      'SELECT key, id, from_gaps, own_started, own_ended, started, ended FROM visit WHERE visitor = ?',
    );
    this.#moveHit = db.prepare('UPDATE hit SET visit = ? WHERE seq = ?');
    this.#moveItems = db.prepare('UPDATE item_hit SET visit = ? WHERE seq = ?');
    this.#renumber = db.prepare(
      `UPDATE visit SET number = ranked.rank
       FROM (SELECT key, row_number() OVER (ORDER BY started, id) AS rank FROM visit WHERE visitor = @visitor) AS ranked
       WHERE visit.key = ranked.key AND visit.from_gaps = 1 AND visit.number <> ranked.rank`,
    );
    this.#sources = db.prepare<[number], SourceRow>(
      `SELECT key, continues, ${INHERITED.join(', ')} FROM visit WHERE visitor = ? ORDER BY started, id`,
    );
    this.#inherit = db.prepare(
      `UPDATE visit SET ${INHERITED.map((name) => `${name} = @${name}`).join(', ')} WHERE key = @key`,
    );
  }

  /**
   * Places the visitor's events that named no visit, and makes or folds anew the visits that they change.
   *
   * @param all folds all of them anew, for another idle time changes what is activity too.
   */
  fromGaps(visitor: StoredVisitor, all: boolean): void {
    const { log, visits } = this.on;
    const site = this.on.site(visitor.site);
    const loose = this.#loose.all(visitor.key).map((row) => ({ entry: log.entryOf(row), visit: row.visit }));
    const rows = this.#visits.all(visitor.key);
    const stated: StatedVisit[] = rows
      .filter((row) => row.from_gaps === 0)
      .map((row) => ({ id: unpackId(row.id), started: row.own_started, ended: row.own_ended }));
    const before = this.on.visitors.sealedBefore(visitor);
    const sealed = rows
      .filter((row) => visits.isSealed(row.key, row, before))
      .map((row) => ({ ...row, id: unpackId(row.id) }));
    const placements = visitsFromGaps(
      loose.map(({ entry }) => this.#looseEvent(entry)),
      stated,
      { idleMs: site.settings.visitIdleMinutes * 60_000 },
      sealed.filter((row) => row.from_gaps === 1),
    );

    const idOf = new Map(rows.map((row) => [row.key, unpackId(row.id)]));
    const changed = new Set<string>();
    for (const { entry, visit } of loose) {
      const before = visit === null ? null : (idOf.get(visit) ?? null);
      const after = (placements.get(entry.event.id) as Placement).visit;
      if (before === after && !all) continue;
      if (before !== null) changed.add(before);
      if (after !== null) changed.add(after);
    }
    const sealedIds = new Set(sealed.map(({ id }) => id));
    if (changed.size > 0) this.#move(visitor, changed, { stated, sealedIds }, loose, placements);
    // Also when nothing moved: a visit of the browser's that came late can lie before one made from gaps.
    this.#renumber.run({ visitor: visitor.key });
    for (const id of [
      ...changed,
      ...rows.filter((row) => row.from_gaps === 1).map((row) => unpackId(row.id)),
    ])
      visits.drop(visitor.key, id);
  }

  #move(
    visitor: StoredVisitor,
    changed: ReadonlySet<string>,
    { stated, sealedIds }: { stated: readonly StatedVisit[]; sealedIds: ReadonlySet<string> },
    loose: readonly { entry: LogEntry; visit: number | null }[],
    placements: ReadonlyMap<string, Placement>,
  ): void {
    const { visits, touched } = this.on;
    const statedIds = new Set(stated.map(({ id }) => id));
    for (const id of changed)
      if (!sealedIds.has(id)) this.#refold(visitor, id, statedIds.has(id), loose, placements);
    visits.save();
    this.#moveHits(visitor, loose, placements);
    touched.visitor(visitor, TOUCH.visits | TOUCH.orders | TOUCH.carts | TOUCH.leads);
  }

  /** Gives each visit that came back from a payment host the source of the visit before it. */
  inheritSources(visitor: StoredVisitor): void {
    const { terms } = this.on;
    let before: SourceRow | undefined;
    for (const row of this.#sources.all(visitor.key)) {
      if (row.continues === 1) {
        const own = Object.fromEntries(
          INHERITED.map((name) => [name, terms.idOrNull(OWN_OF_CONTINUED[name])]),
        ) as SourceRow;
        const source = before ?? own;
        for (const name of INHERITED) row[name] = source[name];
        const { continues: _, ...values } = row;
        this.#inherit.run(values);
      }
      before = row;
    }
  }

  #looseEvent(entry: LogEntry): LooseEvent {
    const { event } = entry;
    const site = this.on.site(entry.site);
    // What a page says before its page view names the referrer too: the campaign that it came with is the same one.
    const isFirst = event.name === 'page_view' || event.referrer !== undefined;
    const lands = isFirst && isForeign(event.url, event.referrer, site.origins);
    const campaignKey = lands ? this.on.judge.acquisition(site, event.url, event.referrer).campaignKey : null;
    return { id: event.id, time: event.time, name: event.name, campaignKey, engagedMs: engagedMsOf(event) };
  }

  #refold(
    visitor: StoredVisitor,
    id: string,
    isStated: boolean,
    loose: readonly { entry: LogEntry }[],
    placements: ReadonlyMap<string, Placement>,
  ): void {
    const { log, visits } = this.on;
    const known = visits.find(visitor.site, visitor.key, id);
    let fact: VisitFact | undefined;
    const add = (entry: LogEntry, own: boolean, active: boolean) => {
      const part = visitOfEvent(this.projector.visitEvent(entry, visitor.key, own, active));
      fact = fact ? mergeVisits(fact, part) : part;
    };
    if (isStated && known)
      for (const { entry, stated } of log.ofVisit(known.key)) if (stated) add(entry, true, true);
    for (const { entry } of loose) {
      const placement = placements.get(entry.event.id) as Placement;
      if (placement.visit === id) add(entry, false, placement.active);
    }
    if (!fact) {
      if (known) visits.remove(known);
      return;
    }
    if (fact.first.origins.continues) this.on.visitors.addTrait(visitor, TRAIT.continues);
    if (!isStated) fact.number = 1;
    visits.put(visitor.site, id, !isStated, fact);
  }

  #moveHits(
    visitor: StoredVisitor,
    loose: readonly { entry: LogEntry; visit: number | null }[],
    placements: ReadonlyMap<string, Placement>,
  ): void {
    for (const { entry, visit } of loose) {
      const { visit: id } = placements.get(entry.event.id) as Placement;
      const key =
        id === null ? null : (this.on.visits.find(visitor.site, visitor.key, id) as StoredVisit).key;
      if (key === visit) continue;
      this.#moveHit.run(key, entry.seq);
      this.#moveItems.run(key, entry.seq);
    }
  }
}
