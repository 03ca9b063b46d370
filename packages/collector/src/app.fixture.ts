import { pino } from 'pino';
import type { Assets } from './api/asset.js';
import { type AppDependencies, createApp } from './app.js';
import * as kpi from './kpi/index.js';
import { browserEvents } from './receive/browser-events.js';
import { mintKey } from './settings/key.js';
import type { ApiKey, AppendBatch, AppendResult, Role, Site, Store, StoredGoal } from './store/store.js';

export const NOW = Date.UTC(2026, 0, 15, 12);

/** A store in memory that keeps what it is given; `fail` makes the next writes fail. */
export class FakeStore
  implements
    Pick<
      Store,
      | 'append'
      | 'countRefusals'
      | 'durability'
      | 'query'
      | 'sites'
      | 'site'
      | 'addSite'
      | 'changeSite'
      | 'removeSite'
      | 'keys'
      | 'keyByHash'
      | 'addKey'
      | 'removeKey'
      | 'goals'
      | 'goal'
      | 'putGoal'
      | 'removeGoal'
      | 'salt'
      | 'recomputing'
    >
{
  readonly batches: AppendBatch[] = [];
  readonly refusals = new Map<string, number>();
  fail: Error | undefined;
  #ids = new Set<string>();
  #sites = new Map<string, Site>();
  #goals = new Map<string, StoredGoal>();
  #keys: { key: ApiKey; hash: string }[] = [];

  async append(batch: AppendBatch): Promise<AppendResult> {
    if (this.fail) throw this.fail;
    this.batches.push(batch);
    const before = this.#ids.size;
    for (const { id } of batch.events) this.#ids.add(`${batch.site} ${id}`);
    const accepted = this.#ids.size - before;
    return { accepted, duplicates: batch.events.length - accepted };
  }
  countRefusals(site: number, reason: string, count: number): void {
    const name = `${site} ${reason}`;
    this.refusals.set(name, (this.refusals.get(name) ?? 0) + count);
  }
  async durability() {
    if (this.fail) throw this.fail;
    return { journal_mode: 'wal', synchronous: 'full' } as const;
  }
  async query() {
    if (this.fail) throw this.fail;
    return [[1]];
  }
  sites() {
    return [...this.#sites.values()];
  }
  site(id: string) {
    return this.#sites.get(id);
  }
  async addSite(site: Omit<Site, 'key' | 'created'>) {
    const added = { ...site, key: this.#sites.size + 1, created: NOW };
    this.#sites.set(site.id, added);
    return added;
  }
  async changeSite(id: string, change: Partial<Site>) {
    const changed = { ...(this.#sites.get(id) as Site), ...change };
    this.#sites.set(id, changed);
    return changed;
  }
  async removeSite(id: string) {
    this.#sites.delete(id);
  }
  keys() {
    return this.#keys.map(({ key }) => key);
  }
  keyByHash(hash: Uint8Array) {
    return this.#keys.find((kept) => kept.hash === Buffer.from(hash).toString('hex'))?.key;
  }
  async addKey(key: Omit<ApiKey, 'created'>, hash: Uint8Array) {
    const added = { ...key, created: NOW };
    this.#keys.push({ key: added, hash: Buffer.from(hash).toString('hex') });
    return added;
  }
  async removeKey(id: string) {
    const before = this.#keys.length;
    this.#keys = this.#keys.filter(({ key }) => key.id !== id);
    return this.#keys.length < before;
  }
  async goals(site: number) {
    return [...this.#goals.values()].filter((goal) => goal.site === site);
  }
  async goal(id: string) {
    return this.#goals.get(id);
  }
  async putGoal(goal: StoredGoal) {
    this.#goals.set(goal.id, goal);
  }
  async removeGoal(id: string) {
    return this.#goals.delete(id);
  }
  async salt(day: string) {
    return Buffer.from(`salt of ${day}`);
  }
  recomputing() {
    return false;
  }
}

const noFiles: Assets = new Map();

/** An app over a {@link FakeStore} with the sites `shop` and `other`, and ways to ask it. */
export async function createTestApp(change: Partial<AppDependencies> = {}) {
  const store = new FakeStore();
  for (const id of ['shop', 'other'])
    await store.addSite({
      id,
      name: id,
      origins: [`https://${id}.example`],
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      settings: { visitIdleMinutes: 30, contentGroups: [], internalNetworks: ['198.51.100.0/24'] },
    });
  const logged: string[] = [];
  const deps: AppDependencies = {
    store: store as unknown as Store,
    now: () => NOW,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    country: { countryOf: (ip) => (ip.startsWith('203.0.113.') ? 'NZ' : null) },
    trustProxy: false,
    rateLimit: null,
    dev: false,
    version: '0.0.0',
    kpi,
    importer: { importStream: () => Promise.reject(new Error('no importer was passed in')) },
    files: { script: noFiles, dashboard: { page: noFiles, assets: noFiles } },
    ...change,
  };
  const app = createApp(deps);

  async function key(role: Role, sites: string[] | null = null): Promise<string> {
    const minted = mintKey();
    await store.addKey({ id: minted.id, role, sites, expires: null }, minted.hash);
    return minted.secret;
  }

  /** Asks as a client at an address: the app sees a socket. */
  async function ask(
    method: string,
    path: string,
    { headers, body, ip = '203.0.113.9', ...rest }: RequestInit & { ip?: string } = {},
  ) {
    const socket = { remoteAddress: ip, remotePort: 4711, remoteFamily: ip.includes(':') ? 'IPv6' : 'IPv4' };
    const init = { method, ...(headers && { headers }), ...(body != null && { body }), ...rest };
    return app.request(path, init, { incoming: { socket } });
  }

  /** Asks with a key, and a JSON body where there is one. */
  function asHolder(secret: string, method: string, path: string, body?: unknown) {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
    return ask(method, path, body === undefined ? { headers } : { headers, body: JSON.stringify(body) });
  }

  return { app, takeBeacon: browserEvents(deps), store, logged, key, ask, asHolder };
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>;
