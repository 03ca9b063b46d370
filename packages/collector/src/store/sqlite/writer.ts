import type { LoggedContext } from '../../facts/logged.js';
import type { Erasure } from '../person.js';
import type {
  ApiKey,
  AppendBatch,
  AppendResult,
  Durability,
  ImportChunk,
  ImportChunkResult,
  ImportRunRecord,
  Site,
  StoredGoal,
} from '../store.js';
import { BelievedClock } from './believed-clock.js';
import type { WrittenPieces } from './columns/kept-pieces.js';
import { WritePages } from './columns/write-pages.js';
import { writePieces } from './columns/write-pieces.js';
import { openDatabase, type SqliteDatabase } from './database.js';
import { Derive } from './derive.js';
import { ErasePerson, type NamelessEvents } from './erase-person.js';
import { deleteGoal, writeGoal } from './goals.js';
import { endLostImportRuns, putImportRun } from './import-runs.js';
import { Imports } from './imports.js';
import { Pending } from './pending.js';
import { Projector } from './project.js';
import { isAddress } from './pseudonyms.js';
import { rebuildFacts } from './rebuild.js';
import { Recompute } from './recompute.js';
import { Removal } from './removal.js';
import { Retention } from './retention.js';
import {
  deleteKey,
  insertKey,
  insertSite,
  readSettings,
  type Settings,
  saltOf,
  unbindKeys,
  updateSite,
} from './settings.js';
import { Subscriptions } from './subscriptions.js';
import { SurveyAnswers } from './survey-answers.js';
import { Sweep } from './sweep.js';
import { WriteContext } from './write-context.js';

/** SQLite's numbers for `PRAGMA synchronous`. */
const SYNCHRONOUS = ['off', 'normal', 'full', 'extra'] as const;

/** Rows changed between two checkpoints: some sixteen megabytes of log. */
const CHECKPOINT_CHANGES = 10_000;

export interface RefusalCount {
  site: number;
  reason: string;
  count: number;
}

/**
 * The one who writes: every change is one transaction, in which the log or an import and all facts that follow
 * from it are written together. Synchronous; `writer-thread.ts` keeps it off the thread that answers requests.
 */
export class Writer {
  readonly db: SqliteDatabase;
  readonly #on: WriteContext;
  readonly #projector: Projector;
  readonly #derive: Derive;
  readonly #imports: Imports;
  readonly #erasePerson: ErasePerson;
  readonly #pending: Pending;
  readonly #recompute: Recompute;
  readonly #pages: WritePages;
  readonly #retention: Retention;
  readonly #believed: BelievedClock;
  readonly #removal: Removal;
  readonly #sweep: Sweep;
  readonly #countRefusal;
  readonly #begin;
  readonly #commit;
  readonly #version;
  readonly #totalChanges;
  #changesAtCheckpoint = 0;
  #dataVersion: number;
  #othersWrite = false;

  constructor(
    folder: string,
    private readonly now: () => number,
    /** Is called again and again while there is work, so that others see that it goes on. */
    onAlive: () => void = () => {},
  ) {
    this.db = openDatabase(folder);
    this.#begin = this.db.prepare('BEGIN IMMEDIATE');
    this.#commit = this.db.prepare('COMMIT');
    this.#version = this.db.prepare<[], number>('PRAGMA data_version').pluck();
    this.db.pragma('wal_autocheckpoint = 0');
    this.#totalChanges = this.db.prepare<[], number>('SELECT total_changes()').pluck();
    // Statements name event names by their terms, which two processes must not both add.
    this.#begin.run();
    this.#on = new WriteContext(this.db, onAlive);
    const subscriptions = new Subscriptions(this.#on);
    const surveyAnswers = new SurveyAnswers(this.#on);
    this.#projector = new Projector(this.#on, subscriptions, surveyAnswers);
    this.#derive = new Derive(this.#on, this.#projector, subscriptions);
    this.#imports = new Imports(this.#on, subscriptions, surveyAnswers);
    this.#erasePerson = new ErasePerson(this.#on, this.#projector);
    this.#pending = new Pending(this.db);
    this.#pages = new WritePages(this.db);
    this.#recompute = new Recompute(this.#on, this.#pending, this.#projector, () => this.#derive.run());
    this.#retention = new Retention(this.#on);
    this.#believed = new BelievedClock(() => this.#on.log.newestArrival());
    this.#removal = new Removal(this.db);
    this.#sweep = new Sweep(this.#on);
    this.#countRefusal = this.db.prepare(
      `INSERT INTO refusal (site, day, reason, count) VALUES (?, ?, ?, ?)
       ON CONFLICT (site, day, reason) DO UPDATE SET count = count + excluded.count`,
    );
    this.#commit.run();
    this.#dataVersion = this.#readDataVersion();
  }

  /** Appends batches in one transaction, so that requests of the same moment share one write to disk. */
  append(batches: readonly AppendBatch[]): AppendResult[] {
    return this.#transaction(() => {
      const results = batches.map((batch) => this.#appendBatch(batch));
      this.#derive.run();
      return results;
    });
  }

  importRows(chunk: ImportChunk): ImportChunkResult {
    if (chunk.dryRun) return this.#takenBack(() => this.#imports.put(chunk));
    return this.#transaction(() => {
      const result = this.#imports.put(chunk);
      if (chunk.dataset === 'exchange_rates') this.#on.rates.forget();
      this.#derive.run();
      return result;
    });
  }

  putImportRun(run: ImportRunRecord): void {
    this.#transaction(() => putImportRun(this.db, run));
  }

  endLostImportRuns(): void {
    this.#transaction(() => endLostImportRuns(this.db, this.now()));
  }

  rebuild(onProgress: (done: number, total: number) => void): void {
    // Indexes over all rows are sorted, which in memory would take hundreds of megabytes.
    this.db.pragma('temp_store = FILE');
    try {
      this.#rebuild(onProgress);
    } finally {
      this.db.pragma('temp_store = MEMORY');
    }
  }

  #rebuild(onProgress: (done: number, total: number) => void): void {
    this.#transaction(() => {
      this.#on.forget();
      // What is left of a removed site is nobody's.
      while (this.#removal.next()) this.#removal.step();
      rebuildFacts(this.#on, this.#projector, this.#imports, () => this.#derive.run(), onProgress);
    });
  }

  /** Does a step of the work that a change of settings or rates, or retention, has left; `false` when nothing is left. */
  step(): boolean {
    return this.settleStep() || this.retainStep() !== undefined;
  }

  /** Whether another process has written to the file since this one opened it. */
  get othersWrite(): boolean {
    return this.#othersWrite;
  }

  /**
   * A step of what commands wait for: what follows changes of settings and rates, and removals.
   *
   * @param sweep `false` leaves what is to be swept in the file, for another process
   */
  settleStep({ sweep = true }: { sweep?: boolean } = {}): boolean {
    if (this.#removal.next()) {
      this.#transaction(() => this.#removal.step() && this.#sweep.ask());
      return true;
    }
    if (this.#pending.next()) return this.#transaction(() => this.#recompute.step());
    if (!sweep || !this.#sweep.next()) return false;
    // What is deleted is overwritten in the file, not only forgotten.
    this.db.pragma('secure_delete = ON');
    try {
      this.#transaction(() => this.#sweep.step());
    } finally {
      this.db.pragma('secure_delete = OFF');
    }
    return true;
  }

  /**
   * Moves the horizons before which raw events go to where they are now; {@link step} takes the events out.
   *
   * @param unattended `true`: no further than the clock is believed, for nobody has asked for it
   */
  retain(unattended = false): void {
    const now = unattended ? this.#believed.believe(this.now()) : this.now();
    if (now !== undefined) this.#transaction(() => this.#retention.begin(now));
  }

  /** A step of that alone. @returns how many events went; `undefined`: all have gone */
  retainStep(): number | undefined {
    if (!this.#retention.next()) return undefined;
    return this.#transaction(() => {
      const gone = this.#retention.step();
      if (!this.#retention.next()) this.#sweep.ask();
      return gone;
    });
  }

  /** Writes the columns of a day that has changed and is over; `false` at the end of a round. */
  writeColumns(): boolean {
    const next = this.#pages.next(this.now());
    if (!next) return false;
    this.#transaction(() => this.#pages.write(next));
    return true;
  }

  /** Keeps what readers have found out of days. */
  putPieces(pieces: readonly WrittenPieces[]): void {
    this.#transaction(() => writePieces(this.db, pieces, this.now()));
  }

  countRefusals(counts: readonly RefusalCount[]): void {
    const day = new Date(this.now()).toISOString().slice(0, 10);
    this.#transaction(() => {
      for (const { site, reason, count } of counts) this.#countRefusal.run(site, day, reason, count);
    });
  }

  /** Read back from this connection: what was set on another says nothing of this one. */
  durability(): Durability {
    const ask = (pragma: string) => this.db.pragma(pragma, { simple: true });
    const synchronous = SYNCHRONOUS[ask('synchronous') as number] as Durability['synchronous'];
    return { journal_mode: ask('journal_mode') as string, synchronous };
  }

  settings(): Settings & { recomputing: number[] } {
    return { ...readSettings(this.db), recomputing: this.#pending.sites() };
  }

  addSite(site: Omit<Site, 'key' | 'created'>): void {
    this.#transaction(() => insertSite(this.db, { ...site, created: this.now() }));
  }

  /** Changes a site, and leaves what its facts need then as pending work. */
  changeSite(id: string, change: Partial<Omit<Site, 'key' | 'id' | 'created'>>): void {
    this.#transaction(() => {
      const site = readSettings(this.db).sites.find((each) => each.id === id);
      if (!site) return;
      const changed = { ...site, ...change };
      updateSite(this.db, changed);
      if (changed.currency !== site.currency || changed.timezone !== site.timezone)
        this.#pending.add(site.key, 'reprice');
      if (changed.currency !== site.currency) {
        this.#pending.add(site.key, 'reprice_competitors');
        this.#pending.add(site.key, 'restate');
      }
      const { contentGroups, visitIdleMinutes } = changed.settings;
      if (JSON.stringify(contentGroups) !== JSON.stringify(site.settings.contentGroups))
        this.#pending.add(site.key, 'regroup');
      if (visitIdleMinutes !== site.settings.visitIdleMinutes) this.#pending.add(site.key, 'regap');
      this.#on.forget();
    });
  }

  /** Removes a site; what is known of its visitors goes in {@link step}s. */
  removeSite(id: string): void {
    this.#transaction(() => {
      const site = readSettings(this.db).sites.find((each) => each.id === id);
      if (!site) return;
      this.db.prepare('DELETE FROM site WHERE key = ?').run(site.key);
      this.db.prepare('DELETE FROM pending WHERE site = ?').run(site.key);
      this.db.prepare('INSERT INTO removed_site VALUES (?)').run(site.key);
      unbindKeys(this.db, id);
      this.#on.forget();
    });
  }

  /**
   * Erases a person; the texts that only it had said go in {@link step}s.
   *
   * @returns `undefined` where nobody is known by the id
   */
  erasePerson(site: number, id: string, nameless: NamelessEvents): Erasure | undefined {
    // What is deleted is overwritten in the file, not only forgotten.
    this.db.pragma('secure_delete = ON');
    try {
      const erasure = this.#transaction(() => {
        const result = this.#erasePerson.erase(site, id, nameless);
        this.#derive.run();
        if (result) this.#sweep.ask();
        return result;
      });
      return erasure;
    } finally {
      this.db.pragma('secure_delete = OFF');
    }
  }

  addKey(key: ApiKey, hash: Uint8Array): void {
    this.#transaction(() => insertKey(this.db, key, hash));
  }

  removeKey(id: string): boolean {
    return this.#transaction(() => deleteKey(this.db, id));
  }

  putGoal(goal: StoredGoal): void {
    this.#transaction(() => writeGoal(this.db, goal));
  }

  removeGoal(id: string): boolean {
    return this.#transaction(() => deleteGoal(this.db, id));
  }

  salt(day: string): Uint8Array {
    return this.#transaction(() => saltOf(this.db, day));
  }

  close(): void {
    this.db.close();
  }

  #appendBatch(batch: AppendBatch): AppendResult {
    const { log } = this.#on;
    const contextKey = log.contextKey(this.#withoutAddress(batch));
    const horizon = this.#retention.horizon(batch.site);
    const tooOld: string[] = [];
    let accepted = 0;
    for (const event of batch.events) {
      // Its first arrival may have gone from the log, so nobody can tell any more whether it is a second.
      if (event.time < horizon) {
        tooOld.push(event.id);
        continue;
      }
      const entry = log.append(batch.site, batch.received, contextKey, event);
      if (!entry) continue;
      this.#projector.project(entry);
      accepted++;
    }
    const duplicates = batch.events.length - accepted - tooOld.length;
    return { accepted, duplicates, ...(tooOld.length > 0 && { tooOld }) };
  }

  // As in imports, so that a customer is the same in both.
  #withoutAddress({ site, context }: AppendBatch): LoggedContext {
    if (!isAddress(context.customer)) return context;
    return { ...context, customer: this.#on.pseudonyms.of(this.#on.site(site).id, context.customer) };
  }

  #transaction<T>(work: () => T): T {
    this.#begin.run();
    try {
      // Another process (the command line) may have written since: what is in memory is then out of date.
      const version = this.#readDataVersion();
      if (version !== this.#dataVersion) {
        this.#othersWrite = true;
        this.#on.forget();
        this.#removal.restart();
        this.#sweep.restart();
      }
      this.#dataVersion = version;
      const result = work();
      this.#commit.run();
      this.#checkpoint();
      return result;
    } catch (error) {
      this.#on.forget();
      this.#recompute.restart();
      this.#retention.restart();
      this.#removal.restart();
      this.#sweep.restart();
      if (this.db.inTransaction) this.db.prepare('ROLLBACK').run();
      throw error;
    }
  }

  /**
   * Brings the log into the file from time to time. SQLite would try at each commit once the log is long, and while reports read
   * it cannot begin a new one: three waits for the disk in place of one, for each beacon.
   */
  #checkpoint(): void {
    const changes = this.#totalChanges.get() as number;
    if (changes - this.#changesAtCheckpoint < CHECKPOINT_CHANGES) return;
    this.#changesAtCheckpoint = changes;
    try {
      this.db.pragma('wal_checkpoint(PASSIVE)');
    } catch {
      // All is in the log; what stands in the way now may be gone the next time.
    }
  }

  /** Finds out what work would answer, and leaves nothing of it. */
  #takenBack<T>(work: () => T): T {
    this.#begin.run();
    try {
      return work();
    } finally {
      this.#on.forget();
      // A full or failing disk has rolled it back already; what it says must not be lost over that.
      if (this.db.inTransaction) this.db.prepare('ROLLBACK').run();
    }
  }

  #readDataVersion(): number {
    return this.#version.get() as number;
  }
}
