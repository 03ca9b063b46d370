import type { LoggedContext, LoggedEvent } from '../facts/logged.js';
import type { ContentGroupRule } from '../facts/site.js';
import type { ExportKind, ExportRow, ExportSpan } from './exported.js';
import type { Live, LiveQuestion } from './live.js';
import type { Erasure, Person, PersonRecords } from './person.js';
import type { FilterClause, ScanStore } from './scan.js';
import type { HealthQuestion, SiteHealth } from './site-health.js';

/** A shop. `key` is the store's own short name for it and never leaves the collector. */
export interface Site {
  key: number;
  id: string;
  name: string;
  /** Origins whose pages may send events. */
  origins: string[];
  /** IANA name; every period is cut in it. */
  timezone: string;
  /** ISO 4217; every money KPI is answered in it. */
  currency: string;
  settings: SiteSettings;
  created: number;
}

/** Settings that facts follow. */
export interface SiteSettings {
  /** Gap that ends a visit, in minutes. */
  visitIdleMinutes: number;
  contentGroups: ContentGroupRule[];
  /** CIDR ranges of the shop's own staff. */
  internalNetworks: string[];
  /** Days for which raw events are kept; left out: for ever. */
  keepEventsDays?: number;
}

/** A guest looks on; a reader also sets goals and takes rows out; an admin may do all, a writer only send. */
export type Role = 'writer' | 'guest' | 'reader' | 'admin';

/** A key without its secret, which is shown once and kept as a hash only. */
export interface ApiKey {
  id: string;
  role: Role;
  /** Site ids that the key is bound to; `null`: all. */
  sites: string[] | null;
  created: number;
  /** From this moment on it opens nothing, in milliseconds since the epoch; `null`: it does not end. */
  expires: number | null;
}

/** What a shop wants of a KPI by a day. Dates are local ones of the site. */
export interface StoredGoal {
  id: string;
  /** The site's key. */
  site: number;
  name: string;
  kpi: string;
  /** As it was written: `country==DE`. */
  filter: string;
  baseline: { from: string; to: string };
  /** First day that counts. */
  from: string;
  /** Last day that counts. */
  deadline: string;
  /**
   * Where the KPI is to be: by a change against the baseline (0.1 is 10 % more), or a value in the KPI's own unit, money
   * in minor units of the currency beside it.
   */
  target: { change: number } | { value: number; currency?: string };
  created: number;
}

/** Events that share a context, to be appended together. */
export interface AppendBatch {
  site: number;
  received: number;
  context: LoggedContext;
  events: LoggedEvent[];
}

/** How many events are new, and how many had been there before (or twice in the batch). */
export interface AppendResult {
  accepted: number;
  duplicates: number;
  /** Ids of events that lie before the site's retention horizon; left out where there are none. */
  tooOld?: string[];
}

/** One checked row of an import: its number in the file (the first data row is 1) and its fields. */
export interface ImportRow {
  row: number;
  fields: Record<string, string | number | null>;
}

/** Some rows of one dataset, put in one transaction. */
export interface ImportChunk {
  site: number;
  dataset: string;
  /** One import run; a key that comes twice within it is refused as `duplicate_key`. */
  session: string;
  rows: ImportRow[];
  /** Nothing stays: what would become of the rows is found out and taken back. */
  dryRun?: true;
  /** So many rows are answered as they are stored. */
  preview?: number;
}

/** A row that was not taken; the first data row is 1. */
export interface RefusedRow {
  row: number;
  reason: string;
}

/** A row in the words of its dataset as it is stored: e-mail addresses hashed. */
export interface StoredRow {
  row: number;
  fields: ImportRow['fields'];
}

/** What became of the rows of a chunk. */
export interface ImportChunkResult {
  inserted: number;
  updated: number;
  refused: RefusedRow[];
  stored?: StoredRow[];
}

/** Who brings a file in, and from where. */
export interface ImportSource {
  source: 'api' | 'cli' | 'watch';
  /** Name of the file without its folder, where it is known. */
  file: string | null;
  /** Id of the API key. */
  apiKey: string | null;
  now(): number;
}

/** One file that was brought in, for the history of imports. */
export interface ImportRunRecord extends Omit<ImportSource, 'now'> {
  id: string;
  /** Key of the site. */
  site: number;
  dataset: string;
  exporter: string | null;
  started: number;
  ended: number | null;
  state: 'running' | 'done' | 'failed';
  rows: number;
  inserted: number;
  updated: number;
  refused: number;
  /** Counts by dataset, where one file gave rows of several. */
  datasets: Record<string, { inserted: number; updated: number; refused: number }> | null;
  /** Code of what ended it. */
  error: string | null;
}

/** How {@link Store.retain} goes about it. */
export interface RetainOptions {
  /** Is told how many events have gone. */
  onProgress?: (gone: number) => void;
  /** `true`: nobody looks on, so a clock that is far ahead of the newest event is not believed. */
  unattended?: boolean;
}

/** How far the log of a site has gone, or would go. */
export interface RetentionReport {
  /** Its id. */
  site: string;
  /** Days for which raw events are kept; `null`: for ever. */
  days: number | null;
  /** Events before it go and are refused, ms; 0: none. */
  before: number;
  /** Events that are still to go. */
  events: number;
}

/** Events gone through, of all. */
export interface RebuildProgress {
  done: number;
  total: number;
}

/** How the connection that writes makes a commit safe, as it says itself: SQLite's `journal_mode` and `synchronous`. */
export interface Durability {
  journal_mode: string;
  synchronous: 'off' | 'normal' | 'full' | 'extra';
}

/** What there is in a store, for who watches the collector. */
export interface StoreCounts {
  /** Events that were ever logged. */
  events: number;
  /** Events that were refused, by their reason. */
  refused: Record<string, number>;
  /** Size of the data on disk. */
  bytes: number;
  /** Changes of settings or rates that facts still follow. */
  pending: number;
}

/** A row of a plain query, one value a column. */
export type Row = (string | number | bigint | null | Uint8Array)[];

/**
 * The truth and the facts of every site. Writes are serial and durable when their promise resolves; reads run
 * beside them. Failures to write reject with {@link StoreBusy} where trying again helps.
 */
export interface Store extends ScanStore {
  append(batch: AppendBatch): Promise<AppendResult>;
  /** Whether {@link append} would reject now with `queue_full`, so that nothing need be read that cannot be kept. */
  full(): boolean;
  importRows(chunk: ImportChunk): Promise<ImportChunkResult>;
  /** Writes a row of the history of imports; the same id again replaces it. */
  putImportRun(run: ImportRunRecord): Promise<void>;
  /** Ends in the history what a collector that was killed had under way; for the start of the next. */
  endLostImportRuns(): Promise<void>;
  /** The newest first. */
  importRuns(site: number, limit: number): Promise<ImportRunRecord[]>;
  /** Empties the facts and makes them again from the truth. */
  rebuild(onProgress?: (progress: RebuildProgress) => void): Promise<void>;
  /**
   * Lets raw events go that are older than their sites keep them, a step at a time between other writes; facts stay.
   * Resolves when the horizons are set, and where writer and caller share a thread when all have gone.
   */
  retain(options?: RetainOptions): Promise<void>;
  /** What {@link retain} would let go now. */
  retentionReport(): Promise<RetentionReport[]>;
  countRefusals(site: number, reason: string, count: number): void;
  /** Asks the writer itself, so an answer also says that there is one. */
  durability(): Promise<Durability>;

  /** What happens on a site at this moment. */
  live(question: LiveQuestion): Promise<Live>;
  counts(): Promise<StoreCounts>;
  /** Whether the data of a site can be trusted. */
  siteHealth(question: HealthQuestion): Promise<SiteHealth>;

  /** Runs one read-only statement on a reader thread. */
  query(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  /** The same for answers of any size; rows come in chunks. */
  stream(sql: string, parameters: readonly unknown[]): AsyncIterable<Row[]>;

  /**
   * All rows of a kind in the span that the filter leaves, bots and staff too, in batches; `visits` by their start.
   * The filter names columns of `filterColumns`.
   */
  exportRows(
    kind: ExportKind,
    site: Site,
    span: ExportSpan,
    filter?: readonly FilterClause[],
  ): AsyncIterable<ExportRow[]>;

  /** Whom an id means: a visitor id, or a customer id (an e-mail address is also looked for as it is kept). */
  person(site: Site, id: string): Promise<Person>;
  /** What is known of a person beside what {@link exportRows} gives. */
  personRecords(site: Site, person: Person): Promise<PersonRecords>;
  /** Takes a person out of the truth and the facts; `undefined` where nobody is known by the id. */
  erasePerson(site: Site, id: string): Promise<Erasure | undefined>;

  sites(): readonly Site[];
  site(id: string): Site | undefined;
  addSite(site: Omit<Site, 'key' | 'created'>): Promise<Site>;
  changeSite(id: string, change: Partial<Omit<Site, 'key' | 'id' | 'created'>>): Promise<Site>;
  removeSite(id: string): Promise<void>;
  keys(): readonly ApiKey[];
  /** The key whose secret hashes to this SHA-256. */
  keyByHash(hash: Uint8Array): ApiKey | undefined;
  addKey(key: Omit<ApiKey, 'created'>, hash: Uint8Array): Promise<ApiKey>;
  removeKey(id: string): Promise<boolean>;
  /** The goals of a site, the oldest first. */
  goals(site: number): Promise<StoredGoal[]>;
  goal(id: string): Promise<StoredGoal | undefined>;
  /** Adds a goal, or changes the one with this id. */
  putGoal(goal: StoredGoal): Promise<void>;
  removeGoal(id: string): Promise<boolean>;
  /** Secret of the UTC day for cookie-less visitor ids; made when first asked for, the older ones destroyed. */
  salt(day: string): Promise<Uint8Array>;
  /** True while facts of the site follow a change of settings or rates. */
  recomputing(site: number): boolean;

  /**
   * Writes what is queued, then closes the file. What is being read is refused.
   *
   * @returns `false`: all is on disk, but a thread still reads, and keeps the process alive, also on `process.exit`, until it is done
   */
  close(): Promise<boolean>;
}

/** The store cannot take more just now; the caller should answer 503 and name the seconds. */
export class StoreBusy extends Error {
  override readonly name = 'StoreBusy';
  constructor(
    readonly reason: 'queue_full' | 'disk_full' | 'locked' | 'damaged' | 'failed',
    readonly retryAfterSeconds: number,
    options?: ErrorOptions,
  ) {
    super(`the store cannot take more just now: ${reason}`, options);
  }
}
