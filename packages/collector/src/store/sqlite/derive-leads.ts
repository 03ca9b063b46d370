import { leadKindOf } from '../../enrich/form.js';
import { LEAD_EVENTS, type LeadKind } from '../../facts/lead.js';
import { compareMoments } from '../../facts/order-of-events.js';
import { EVENT_COLUMNS, type LogEntry } from './log.js';
import type { StoredVisitor } from './visitors.js';
import type { WriteContext } from './write-context.js';

/** Leads of one visitor: the first of each kind in each visit; a `generate_lead` replaces the form it came from. */
export class DeriveLeads {
  readonly #events;
  readonly #clear;
  readonly #sealed;
  readonly #add;

  constructor(private readonly on: WriteContext) {
    const { db, terms } = on;
    const names = LEAD_EVENTS.map((name) => terms.id(name)).join(', ');
    this.#events = db.prepare<[number], Parameters<typeof on.log.entryOf>[0] & { visit: number | null }>(
      `SELECT ${EVENT_COLUMNS}, h.visit AS visit FROM hit h JOIN event e ON e.seq = h.seq
       WHERE h.visitor = ? AND h.derives = 1 AND h.name IN (${names})`,
    );
    this.#clear = db.prepare(
      'DELETE FROM lead WHERE visitor = ? AND EXISTS (SELECT 1 FROM event e WHERE e.seq = lead.seq)',
    );
    this.#sealed = db.prepare<[number], { kind: LeadKind; visit: number }>(
      `SELECT kind, visit FROM lead WHERE visitor = ? AND visit IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM event e WHERE e.seq = lead.seq)`,
    );
    this.#add = db.prepare(
      `INSERT INTO lead (seq, site, kind, time, visitor, visit, bot, internal, replaced)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  derive(visitor: StoredVisitor): void {
    const { log } = this.on;
    const sealed = new Set(this.#sealed.all(visitor.key).map(({ visit, kind }) => `${visit} ${kind}`));
    const kept = new Map<string, { kind: LeadKind; visit: number | null; entry: LogEntry }>();
    for (const row of this.#events.all(visitor.key)) {
      const entry = log.entryOf(row);
      const kind = leadKindOf(entry.event);
      if (!kind) continue;
      const place = row.visit === null ? `event ${entry.seq}` : `${row.visit} ${kind}`;
      if (sealed.has(place)) continue;
      const known = kept.get(place);
      if (!known || compareMoments(entry.event, known.entry.event) < 0)
        kept.set(place, { kind, visit: row.visit, entry });
    }
    this.#clear.run(visitor.key);
    for (const { kind, visit, entry } of kept.values()) {
      const context = log.context(entry.contextKey);
      const bot = this.on.terms.idOrNull(this.on.judge.person(entry.contextKey, context).bot);
      const replaced =
        kind === 'form' &&
        visit !== null &&
        (kept.has(`${visit} generated`) || sealed.has(`${visit} generated`));
      this.#add.run(
        ...[entry.seq, visitor.site, kind, entry.event.time, visitor.key, visit],
        ...[bot, Number(context.internal === true), Number(replaced)],
      );
    }
  }
}
