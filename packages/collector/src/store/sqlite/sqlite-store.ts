import type { ExportKind, ExportRow, ExportSpan } from '../exported.js';
import type { Live, LiveQuestion } from '../live.js';
import type { Erasure, Person, PersonRecords } from '../person.js';
import type {
  BasketRow,
  BasketScan,
  FilterClause,
  FunnelLoss,
  FunnelRow,
  FunnelScan,
  ProductWords,
  RanStatement,
  Scan,
  ScanRow,
  ScanStore,
} from '../scan.js';
import type { HealthQuestion, SiteHealth } from '../site-health.js';
import type {
  ApiKey,
  AppendBatch,
  AppendResult,
  Durability,
  ImportChunk,
  ImportChunkResult,
  ImportRunRecord,
  RebuildProgress,
  RetainOptions,
  RetentionReport,
  Row,
  Site,
  Store,
  StoreCounts,
  StoredGoal,
} from '../store.js';
import { fitsColumns } from './columns/fits-columns.js';
import { funnelFitsColumns } from './columns/fits-funnel.js';
import { readCounts } from './counts.js';
import { exportRows } from './export.js';
import { findPersonLater } from './find-person.js';
import { goalById, goalsOf } from './goals.js';
import { readImportRuns } from './import-runs.js';
import { readLive } from './live.js';
import { namelessEvents, readPersonRecords } from './person-records.js';
import type { Readers } from './reader-pool.js';
import { retentionReport } from './retention.js';
import { scansOver } from './scan/index.js';
import type { Settings } from './settings.js';
import { readSiteHealth } from './site-health.js';
import { wholeOfSeries } from './whole-of-series.js';
import type { RefusalCount } from './writer.js';
import type { WriterCall } from './writer-messages.js';

/** The writer, on a thread of its own or on this one. */
export interface WriterCalls {
  call(
    method: WriterCall['method'],
    args: unknown[],
    onProgress?: (progress: RebuildProgress) => void,
  ): Promise<unknown>;
  close(): Promise<void>;
  /** Whether events would be refused now; never where the writer is on this thread. */
  readonly full?: boolean;
}

/** What is to be done before the threads end, and after. */
interface Ends {
  onClose?: () => Promise<void>;
  onClosed?: () => void;
}

/** Settings, and the sites whose facts still follow them. */
type KnownSettings = Settings & { recomputing: number[] };

/** How often settings are read again, for another process may have changed them, ms. */
const REFRESH_MS = 1000;

/** The SQLite store: settings in memory, writes by the writer, reads by the readers. */
export class SqliteStore implements Store {
  #settings: KnownSettings = { sites: [], keys: [], recomputing: [] };
  #siteById = new Map<string, Site>();
  #keyByHash = new Map<string, ApiKey>();
  #refreshed = 0;
  #refreshing: Promise<void> | undefined;
  #refusals = new Map<string, RefusalCount>();
  #refusalTimer: NodeJS.Timeout | undefined;
  readonly #scans = scansOver((sql, parameters) => this.query(sql, parameters));
  readonly #scanRows = wholeOfSeries((scan) => this.#scans.scan(scan));

  constructor(
    private readonly writer: WriterCalls,
    private readonly readers: Readers,
    private readonly now: () => number,
    /** As they are in the file now. */
    settings: KnownSettings,
    private readonly ends: Ends = {},
  ) {
    this.#know(settings);
  }

  append(batch: AppendBatch): Promise<AppendResult> {
    return this.writer.call('append', [batch]) as Promise<AppendResult>;
  }

  full(): boolean {
    return this.writer.full === true;
  }

  async importRows(chunk: ImportChunk): Promise<ImportChunkResult> {
    const result = (await this.writer.call('importRows', [chunk])) as ImportChunkResult;
    // Whoever asks once the import is answered is told at once that facts still follow the new rates.
    if (chunk.dataset === 'exchange_rates') await this.refresh();
    return result;
  }

  async putImportRun(run: ImportRunRecord): Promise<void> {
    await this.writer.call('putImportRun', [run]);
  }

  async endLostImportRuns(): Promise<void> {
    await this.writer.call('endLostImportRuns', []);
  }

  importRuns(site: number, limit: number): Promise<ImportRunRecord[]> {
    return readImportRuns(site, limit, (sql, parameters) => this.query(sql, parameters));
  }

  live(question: LiveQuestion): Promise<Live> {
    return readLive(question, (sql, parameters) => this.query(sql, parameters));
  }

  counts(): Promise<StoreCounts> {
    return readCounts((sql, parameters) => this.query(sql, parameters));
  }

  siteHealth(question: HealthQuestion): Promise<SiteHealth> {
    return readSiteHealth(question, (sql, parameters) => this.query(sql, parameters));
  }

  async rebuild(onProgress?: (progress: RebuildProgress) => void): Promise<void> {
    await this.writer.call('rebuild', [], onProgress);
  }

  async retain({ onProgress, unattended = false }: RetainOptions = {}): Promise<void> {
    await this.writer.call('retain', [unattended], onProgress && (({ done }) => onProgress(done)));
  }

  retentionReport(): Promise<RetentionReport[]> {
    return retentionReport(this.#settings.sites, this.now(), (sql, parameters) =>
      this.query(sql, parameters),
    );
  }

  countRefusals(site: number, reason: string, count: number): void {
    const name = `${site} ${reason}`;
    const known = this.#refusals.get(name);
    if (known) known.count += count;
    else this.#refusals.set(name, { site, reason, count });
    this.#refusalTimer ??= setTimeout(() => void this.#writeRefusals(), REFRESH_MS).unref();
  }

  async durability(): Promise<Durability> {
    return (await this.writer.call('durability', [])) as Durability;
  }

  query(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.readers.query(sql, parameters);
  }

  stream(sql: string, parameters: readonly unknown[]): AsyncIterable<Row[]> {
    return this.readers.stream(sql, parameters);
  }

  async scan(scan: Scan): Promise<ScanRow[]> {
    const scanned = fitsColumns(scan) ? await this.readers.scan(scan) : null;
    return scanned ?? this.#scanRows(scan);
  }

  async funnel(scan: FunnelScan): Promise<FunnelRow[]> {
    const rows = funnelFitsColumns(scan) ? await this.readers.funnel(scan) : null;
    return rows ?? this.#scans.funnel(scan);
  }

  async funnelLosses(scan: FunnelScan, top: number): Promise<FunnelLoss[]> {
    const losses = funnelFitsColumns(scan) ? await this.readers.funnelLosses(scan, top) : null;
    return losses ?? this.#scans.funnelLosses(scan, top);
  }

  baskets(scan: BasketScan): Promise<BasketRow[]> {
    return this.#scans.baskets(scan);
  }

  products(site: number, items: readonly number[]): Promise<Map<number, ProductWords>> {
    return this.#scans.products(site, items);
  }

  watched(onStatement: (statement: RanStatement) => void): ScanStore {
    return this.#scans.watched(onStatement);
  }

  exportRows(
    kind: ExportKind,
    site: Site,
    span: ExportSpan,
    filter: readonly FilterClause[] = [],
  ): AsyncIterable<ExportRow[]> {
    return exportRows(kind, site, span, filter, (sql, parameters) => this.stream(sql, parameters));
  }

  async person(site: Site, id: string): Promise<Person> {
    const { visitors, customers, names } = await this.#findPerson(site, id);
    const unknown = names.filter((name) => !customers.includes(name));
    const nameless = await this.#namelessEvents(site, unknown);
    return { visitors, customers: [...customers, ...nameless.customers] };
  }

  personRecords(site: Site, person: Person): Promise<PersonRecords> {
    return readPersonRecords(site, person, (sql, parameters) => this.query(sql, parameters));
  }

  async erasePerson(site: Site, id: string): Promise<Erasure | undefined> {
    const { names } = await this.#findPerson(site, id);
    const nameless = await this.#namelessEvents(site, names);
    return ((await this.writer.call('erasePerson', [site.key, id, nameless])) ?? undefined) as
      | Erasure
      | undefined;
  }

  #namelessEvents(site: Site, customers: readonly string[]) {
    return namelessEvents(site, customers, (sql, parameters) => this.query(sql, parameters));
  }

  #findPerson(site: Site, id: string) {
    return findPersonLater(site, id, (sql, parameters) => this.query(sql, [parameters]));
  }

  sites(): readonly Site[] {
    this.#refreshSoon();
    return this.#settings.sites;
  }

  site(id: string): Site | undefined {
    this.#refreshSoon();
    return this.#siteById.get(id);
  }

  async addSite(site: Omit<Site, 'key' | 'created'>): Promise<Site> {
    await this.writer.call('addSite', [site]);
    await this.refresh();
    return this.#siteById.get(site.id) as Site;
  }

  async changeSite(id: string, change: Partial<Omit<Site, 'key' | 'id' | 'created'>>): Promise<Site> {
    await this.writer.call('changeSite', [id, change]);
    await this.refresh();
    return this.#siteById.get(id) as Site;
  }

  async removeSite(id: string): Promise<void> {
    await this.writer.call('removeSite', [id]);
    await this.refresh();
  }

  keys(): readonly ApiKey[] {
    this.#refreshSoon();
    return this.#settings.keys.map(({ key }) => key);
  }

  keyByHash(hash: Uint8Array): ApiKey | undefined {
    this.#refreshSoon();
    return this.#keyByHash.get(Buffer.from(hash).toString('hex'));
  }

  async addKey(key: Omit<ApiKey, 'created'>, hash: Uint8Array): Promise<ApiKey> {
    const made = { ...key, created: this.now() };
    await this.writer.call('addKey', [made, hash]);
    await this.refresh();
    return made;
  }

  async removeKey(id: string): Promise<boolean> {
    const removed = (await this.writer.call('removeKey', [id])) as boolean;
    await this.refresh();
    return removed;
  }

  goals(site: number): Promise<StoredGoal[]> {
    return goalsOf(site, (sql, parameters) => this.query(sql, parameters));
  }

  goal(id: string): Promise<StoredGoal | undefined> {
    return goalById(id, (sql, parameters) => this.query(sql, parameters));
  }

  async putGoal(goal: StoredGoal): Promise<void> {
    await this.writer.call('putGoal', [goal]);
  }

  removeGoal(id: string): Promise<boolean> {
    return this.writer.call('removeGoal', [id]) as Promise<boolean>;
  }

  salt(day: string): Promise<Uint8Array> {
    return this.writer.call('salt', [day]) as Promise<Uint8Array>;
  }

  recomputing(site: number): boolean {
    this.#refreshSoon();
    return this.#settings.recomputing.includes(site);
  }

  /** Reads sites and keys again. */
  async refresh(): Promise<void> {
    this.#know((await this.writer.call('settings', [])) as KnownSettings);
  }

  #know(settings: KnownSettings): void {
    this.#settings = settings;
    this.#siteById = new Map(settings.sites.map((site) => [site.id, site]));
    this.#keyByHash = new Map(settings.keys.map(({ key, hash }) => [hash, key]));
    this.#refreshed = performance.now();
  }

  async close(): Promise<boolean> {
    await this.ends.onClose?.();
    await this.#writeRefusals().catch(() => {});
    try {
      const hasEnded = await this.readers.close();
      await this.writer.close();
      return hasEnded;
    } finally {
      this.ends.onClosed?.();
    }
  }

  // The answer of now is good enough: what the command line changes may take a second to be seen here.
  #refreshSoon(): void {
    if (this.#refreshing || performance.now() - this.#refreshed < REFRESH_MS) return;
    this.#refreshing = this.refresh()
      .catch(() => {})
      .finally(() => {
        this.#refreshing = undefined;
      });
  }

  async #writeRefusals(): Promise<void> {
    clearTimeout(this.#refusalTimer);
    this.#refusalTimer = undefined;
    const counts = [...this.#refusals.values()];
    this.#refusals.clear();
    if (counts.length > 0) await this.writer.call('countRefusals', [counts]);
  }
}
