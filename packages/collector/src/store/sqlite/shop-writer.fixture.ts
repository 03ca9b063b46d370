import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedContext, LoggedEvent } from '../../facts/logged.js';
import type { AppendBatch, ImportChunk, ImportChunkResult, Site } from '../store.js';
import { dumpFacts } from './facts-dump.fixture.js';
import { Writer } from './writer.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Noon in Berlin. */
export const NOON = Date.UTC(2026, 0, 10, 11);

const HUMAN =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** A shop in Berlin that counts in euro. */
export const SHOP: Omit<Site, 'key' | 'created'> = {
  id: 'shop',
  name: 'Shop',
  origins: ['https://shop.example'],
  timezone: 'Europe/Berlin',
  currency: 'EUR',
  settings: {
    visitIdleMinutes: 30,
    contentGroups: [{ name: 'blog', pattern: '/blog/' }],
    internalNetworks: [],
  },
};

type Said = Partial<Omit<LoggedEvent, 'name'>>;
type Fact = Record<string, unknown>;

const root = mkdtempSync(join(tmpdir(), 'footfall-shop-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
let folders = 0;

/** A folder of its own for a database. */
export function newFolder(): string {
  return join(root, String(folders++));
}

let empty: string | undefined;

/** The same with an empty database in it, copied: to make one takes as long as a test. */
export function folderWithDatabase(): string {
  if (empty === undefined) {
    empty = newFolder();
    new Writer(empty, () => NOON).close();
  }
  const folder = newFolder();
  cpSync(empty, folder, { recursive: true });
  return folder;
}

/** A writer on a file of its own, with words to say what happens in a shop and to ask for the facts. */
export class ShopWriter {
  readonly writer: Writer;
  readonly folder: string;
  #serial = 0;
  #sessions = 0;

  constructor(site: Partial<Site> = {}, folder = folderWithDatabase(), joins = false) {
    this.folder = folder;
    this.writer = new Writer(folder, () => NOON);
    // The disk is not what is tested here.
    this.writer.db.pragma('synchronous = OFF');
    if (!joins) this.writer.addSite({ ...SHOP, ...site });
  }

  /** An event of a visit that a browser made. The visit's number is what stands behind the last `-` of its id. */
  browser(visitor: string, visit: string, name: string, at: number, said: Said = {}, more = {}): string {
    const number = Number(visit.split('-').at(-1)) || 1;
    return this.send(
      { origin: 'browser', visitor, visit: { id: visit, number, landing: 'https://shop.example/' }, ...more },
      name,
      at,
      said,
    );
  }

  server(visitor: string | undefined, name: string, at: number, said: Said = {}, more = {}): string {
    return this.send(
      { origin: 'server', ...(visitor === undefined ? {} : { visitor }), ...more },
      name,
      at,
      said,
    );
  }

  cookieless(visitor: string, name: string, at: number, said: Said = {}, more = {}): string {
    return this.send({ origin: 'cookieless', visitor, ...more }, name, at, said);
  }

  send(context: LoggedContext, name: string, at: number, said: Said = {}): string {
    const batch = this.batch(context, name, at, said);
    this.writer.append([batch]);
    return (batch.events[0] as LoggedEvent).id;
  }

  batch(context: LoggedContext, name: string, at: number, said: Said = {}): AppendBatch {
    const id = said.id ?? `e${String(++this.#serial).padStart(4, '0')}`;
    const event: LoggedEvent = { url: 'https://shop.example/', ...said, id, name, time: NOON + at };
    return {
      site: 1,
      received: NOON,
      context: { userAgent: HUMAN, country: 'DE', ...context },
      events: [event],
    };
  }

  import(dataset: string, ...rows: ImportChunk['rows'][number]['fields'][]): ImportChunkResult {
    return this.importAs(`s${++this.#sessions}`, dataset, ...rows);
  }

  importAs(
    session: string,
    dataset: string,
    ...rows: ImportChunk['rows'][number]['fields'][]
  ): ImportChunkResult {
    const numbered = rows.map((fields, index) => ({ row: index + 1, fields }));
    return this.writer.importRows({ site: 1, dataset, session, rows: numbered });
  }

  /** Does what changes of settings and rates have left. */
  settle(): this {
    while (this.writer.step());
    return this;
  }

  facts(): Record<string, string[]> {
    return dumpFacts(this.writer.db);
  }

  /** Facts of one table, in words of the outside. */
  rows(table: string): Fact[] {
    return (this.facts()[table] ?? []).map((row) => JSON.parse(row) as Fact);
  }

  order(id: string): Fact | undefined {
    return this.rows('orders').find((row) => row.order_id === id);
  }

  visit(id: string): Fact | undefined {
    return this.rows('visit').find((row) => row.id === id);
  }
}
