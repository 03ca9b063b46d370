import type Database from 'better-sqlite3';
import type { FunnelLoss, FunnelRow, FunnelScan, Scan, ScanRow } from '../scan.js';
import type { Row } from '../store.js';
import { Answers } from './answers.js';
import { COLUMN_FACTS, type ColumnFactName } from './columns/column-facts.js';
import { KeptPieces, type WrittenPieces } from './columns/kept-pieces.js';
import { KeptWholes } from './columns/kept-wholes.js';
import { ReadPages } from './columns/read-pages.js';
import type { Dictionary } from './columns/row-mask.js';
import { type Columns, scanColumns } from './columns/scan-columns.js';
import { FunnelColumns } from './columns/scan-funnel.js';
import { scanViews } from './columns/scan-views.js';
import { openForReading, type SqliteDatabase } from './database.js';

type Statement = Database.Statement<unknown[]>;

/** Rows of a chunk: large enough that messages cost little, small enough that memory stays flat. */
const CHUNK = 1000;

/** Statements that are kept prepared; questions repeat, as a dashboard asks the same every minute. */
const PREPARED = 100;

/** Answers that took less are asked for again as fast as they are looked up. */
const WORTH_MS = 2;
/** Answers with more rows are not kept. */
const MOST_ROWS = 5000;
/** A sum of whole numbers has left 64 bits: SQLite then gives no answer at all. */
const isOverflow = (error: unknown) => (error as Error).message === 'integer overflow';

/**
 * The same question with its sums in floating point. A million orders of the largest amount that is taken are no shop's
 * figures; but who sends them must not take the figures away from those who look.
 */
const withoutOverflow = (sql: string) => sql.replaceAll('SUM(', 'SUM(1.0 * ');

/** Reads on the thread that it is made on. */
export class Reader {
  readonly #db: SqliteDatabase;
  readonly #statements = new Map<string, Statement>();
  readonly #pages: ReadPages;
  readonly #dictionary: Dictionary;
  readonly #kept: KeptPieces;
  readonly #wholes = new KeptWholes();
  readonly #rows = new Answers<Row[]>();
  readonly #scans = new Answers<ScanRow[] | null>();
  readonly #funnels;
  readonly #funnelRows = new Answers<FunnelRow[] | null>();
  readonly #funnelLosses = new Answers<FunnelLoss[] | null>();
  readonly #version;

  /** @param worthMs answers that took longer are kept until somebody writes */
  constructor(
    folder: string,
    private readonly worthMs = WORTH_MS,
  ) {
    this.#db = openForReading(folder);
    // Another number after each commit of another connection, whichever process it is in.
    this.#version = this.#db.prepare<[], number>('PRAGMA data_version').pluck();
    this.#pages = new ReadPages(this.#db);
    const written = this.#db
      .prepare<[number, string], string>('SELECT data FROM column_piece WHERE site = ? AND shape = ?')
      .pluck();
    this.#kept = new KeptPieces((site, shape) => written.get(site, shape));
    this.#dictionary = dictionaryOf(this.#db);
    this.#funnels = new FunnelColumns(this.#pages, this.#dictionary);
  }

  /** @throws SqliteError */
  query(sql: string, parameters: readonly unknown[]): Row[] {
    return this.#rows.get(
      this.#version.get() as number,
      JSON.stringify([sql, parameters], (_, value) => (typeof value === 'bigint' ? `${value}n` : value)),
      () => this.#ask(sql, parameters),
      (rows, ms) => ms > this.worthMs && rows.length < MOST_ROWS,
    );
  }

  /** Answers scans from columns, of the same moment; `null` where too many days have changed since these were written. */
  scans(scans: readonly Scan[]): (ScanRow[] | null)[] {
    const version = this.#version.get() as number;
    const answers = scans.map((scan) => this.#scans.known(version, questionOf(scan)));
    const open = scans.filter((_, at) => answers[at] === undefined);
    if (open.length > 0) {
      const began = performance.now();
      const found = this.#scanAll(open);
      const isWorthwhile = performance.now() - began > this.worthMs;
      open.forEach((scan, at) => {
        const rows = found[at] ?? null;
        answers[scans.indexOf(scan)] = rows;
        if (isWorthwhile && rows !== null && rows.length < MOST_ROWS)
          this.#scans.keep(questionOf(scan), rows);
      });
    }
    return answers as (ScanRow[] | null)[];
  }

  /** Answers a funnel from columns; `null` where too many days have changed since these were written. */
  funnel(scan: FunnelScan): FunnelRow[] | null {
    return this.#funnelRows.get(
      this.#version.get() as number,
      JSON.stringify(scan),
      () => this.#ofFunnel(scan, () => this.#funnels.rows(scan)),
      (rows) => rows !== null && rows.length < MOST_ROWS,
    );
  }

  /** The same for those who were lost in it. */
  funnelLosses(scan: FunnelScan, top: number): FunnelLoss[] | null {
    return this.#funnelLosses.get(
      this.#version.get() as number,
      JSON.stringify([scan, top]),
      () => this.#ofFunnel(scan, () => this.#funnels.losses(scan, top)),
      (losses) => losses !== null,
    );
  }

  #ofFunnel<T>({ site, span }: FunnelScan, answer: () => T): T | null {
    return this.#db.transaction(() =>
      this.#pages.covers(COLUMN_FACTS.visit, { ...span, site }) ? answer() : null,
    )();
  }

  /** What scans have found out of days since this was asked last, for the writer to keep. */
  takePieces(): WrittenPieces[] {
    return this.#kept.takeChanged();
  }

  #scanAll(scans: readonly Scan[]): (ScanRow[] | null)[] {
    return this.#db.transaction(() => {
      const answers: (ScanRow[] | null)[] = scans.map(() => null);
      for (const fact of new Set(scans.map((scan) => scan.fact))) {
        const places = [...scans.keys()].filter((at) => scans[at]?.fact === fact && this.#covers(scans[at]));
        const own = places.map((at) => scans[at] as Scan);
        const columns: Columns = {
          pages: this.#pages,
          dictionary: this.#dictionary,
          kept: this.#kept,
          wholes: this.#wholes,
        };
        const found = fact === 'hit' ? scanViews(own, columns, this.#db) : scanColumns(own, columns);
        places.forEach((at, index) => {
          answers[at] = found[index] as ScanRow[];
        });
      }
      return answers;
    })();
  }

  #covers({ site, fact, span }: Scan): boolean {
    const of = COLUMN_FACTS[fact === 'hit' ? 'visit' : (fact as ColumnFactName)];
    return this.#pages.covers(of, { ...span, site });
  }

  #ask(sql: string, parameters: readonly unknown[]): Row[] {
    try {
      return this.#prepare(sql).all(...parameters) as Row[];
    } catch (error) {
      if (!isOverflow(error)) throw error;
      return this.#prepare(withoutOverflow(sql)).all(...parameters) as Row[];
    }
  }

  /** Rows in chunks. The statement is its own: one that is being iterated can do nothing else. */
  *chunks(sql: string, parameters: readonly unknown[]): Generator<Row[]> {
    let chunk: Row[] = [];
    for (const row of this.#db
      .prepare(sql)
      .raw()
      .iterate(...parameters)) {
      chunk.push(row as Row);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  }

  close(): void {
    this.#db.close();
  }

  #prepare(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (statement) this.#statements.delete(sql);
    else statement = this.#db.prepare(sql).raw();
    // A map keeps the order of insertion: the first is the one that was not asked for the longest.
    this.#statements.set(sql, statement);
    if (this.#statements.size > PREPARED)
      this.#statements.delete(this.#statements.keys().next().value as string);
    return statement;
  }
}

/** What a scan asks; only carts are judged by the moment at which it is asked. */
const questionOf = (scan: Scan): string => JSON.stringify(scan.fact === 'cart' ? scan : { ...scan, now: 0 });

function dictionaryOf(db: SqliteDatabase): Dictionary {
  const ids = db
    .prepare<[string], number>('SELECT id FROM term WHERE value IN (SELECT value FROM json_each(?))')
    .pluck();
  const like = db.prepare<[string], number>('SELECT id FROM term WHERE value GLOB ?').pluck();
  const fits = db.prepare<[string, string], number>('SELECT ? GLOB ?').pluck();
  const texts = db
    .prepare<[string], [number, string]>(
      'SELECT id, value FROM term WHERE id IN (SELECT value FROM json_each(?))',
    )
    .raw();
  return {
    ids: (values) => ids.all(JSON.stringify(values)),
    like: (pattern) => like.all(pattern),
    fits: (text, pattern) => fits.get(text, pattern) === 1,
    texts: (numbers) => new Map(texts.all(JSON.stringify(numbers))),
  };
}
