import { compareMoments } from '../../facts/order-of-events.js';
import { surveyAnswerOf } from '../../facts/survey.js';
import { type Fields, text } from './import-table.js';
import type { LogEntry } from './log.js';
import { packId } from './pack-id.js';
import type { WriteContext } from './write-context.js';

/** Answers to surveys: of one id the import's counts, else a person's before a bot's, else the first. */
export class SurveyAnswers {
  readonly #put;
  readonly #known;

  constructor(private readonly on: WriteContext) {
    this.#put = on.db.prepare(
      `INSERT OR REPLACE INTO survey_answer (site, id, imported, time, kind, score, customer, seq, bot, internal)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#known = on.db.prepare<
      [number, unknown],
      { imported: number; time: number; seq: number | null; bot: number | null }
    >('SELECT imported, time, seq, bot FROM survey_answer WHERE site = ? AND id = ?');
  }

  /** A row of the import `survey_responses`. */
  import(site: number, { response_id, time, kind, score, customer_id }: Fields): void {
    this.#put.run(
      ...[site, packId(String(response_id)), 1, Number(time), String(kind), Number(score)],
      ...[text(customer_id), null, null, 0],
    );
  }

  /** A `survey_response` event; any other is passed over. */
  project(entry: LogEntry, judged: { bot: number | null; internal: number }): void {
    const { event, seq, site } = entry;
    const answer = surveyAnswerOf(event);
    if (!answer) return;
    const id = packId(answer.responseId ?? event.id);
    const known = this.#known.get(site, id);
    if (known && !this.#replaces(entry, judged.bot, known)) return;
    const customer = this.on.log.context(entry.contextKey).customer ?? null;
    this.#put.run(
      ...[site, id, 0, event.time, answer.kind, answer.score, customer, seq],
      ...[judged.bot, judged.internal],
    );
  }

  #replaces(
    { event }: LogEntry,
    bot: number | null,
    known: { imported: number; time: number; seq: number | null; bot: number | null },
  ): boolean {
    if (known.imported === 1 || known.seq === null) return false;
    if ((bot === null) !== (known.bot === null)) return bot === null;
    const said = this.on.log.find(known.seq);
    // One whose event is gone lies before all that can still come.
    return said !== undefined && compareMoments(event, said.event) < 0;
  }
}
