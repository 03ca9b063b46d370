import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './root.js';
import { waitFor } from './wait.js';

export interface CollectorOptions {
  /** Flags of `footfall serve` beside port and data, such as `--demo-shop`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A data folder that exists already and is left where it is; a fresh one, removed by `stop`, if left out. */
  readonly dataFolder?: string;
  /** The program to run, for tests of this harness. */
  readonly program?: string;
}

/** Fields of `POST /v1/sites`. */
export interface SiteInput {
  readonly id: string;
  readonly name?: string;
  readonly origins?: readonly string[];
  readonly timezone?: string;
  readonly currency?: string;
  readonly [more: string]: unknown;
}

/** An answer that is not 2xx. */
export class CollectorError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    request: string,
  ) {
    super(`${request} answered ${status}: ${typeof body === 'string' ? body : JSON.stringify(body)}`);
  }
}

const STARTING = 30_000;
const STOPPING = 15_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** A collector as a shop runs it: the built program in a process of its own. */
export class Collector {
  readonly adminKey = 'ff_admin_key_of_the_tests_0123456789abcdef';
  readonly url: string;
  #process: ChildProcess | undefined;
  #output = '';

  constructor(
    readonly dataFolder: string,
    readonly port: number,
    private readonly options: CollectorOptions,
  ) {
    // `localhost`, as a newcomer has it; the program listens on both of its addresses, or on 127.0.0.1.
    this.url = `http://localhost:${port}`;
  }

  /** Of the running process. */
  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error('the collector does not run');
    return this.#process.pid;
  }

  /** All that the process has written so far, over restarts too. */
  get output(): string {
    return this.#output;
  }

  /** Starts the process and waits until it answers. */
  async start(): Promise<void> {
    const program = this.options.program ?? join(root, 'packages/collector/bin/footfall.js');
    const child = spawn(process.execPath, [program, 'serve', ...(this.options.args ?? [])], {
      cwd: root,
      env: {
        ...process.env,
        FOOTFALL_DATA: this.dataFolder,
        FOOTFALL_PORT: String(this.port),
        FOOTFALL_ADMIN_KEY: this.adminKey,
        FOOTFALL_DEV: '1',
        ...this.options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    let ended = '';
    child.once('exit', (code, signal) => {
      ended = `ended with ${code ?? signal}`;
    });
    child.once('error', (error) => {
      ended = error.message;
    });
    const answer = await waitFor(
      'the collector to be healthy',
      async () => ended || ((await fetch(`${this.url}/healthz`)).ok ? 'healthy' : undefined),
      { timeout: STARTING },
    ).catch(async (error: unknown) => {
      await this.kill('SIGKILL');
      throw new Error(`${(error as Error).message}\n${this.#output}`, { cause: error });
    });
    if (answer !== 'healthy') throw new Error(`the collector ${answer}\n${this.#output}`);
  }

  /**
   * Sends a signal and waits for the process to end.
   *
   * @returns the exit code with which the process ended; `null` when the signal ended it.
   */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (!child) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  /** Ends the process as an operator would. @throws when it does not end in time. */
  async end(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, STOPPING);
    await this.kill('SIGTERM');
    clearTimeout(timer);
    if (late) throw new Error(`the collector did not end within ${STOPPING} ms of SIGTERM\n${this.#output}`);
  }

  /** Ends the process and removes its data, if the folder was made here. */
  async stop(): Promise<void> {
    try {
      await this.end();
    } finally {
      if (this.options.dataFolder === undefined)
        await rm(this.dataFolder, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  /** Starts again on the same data and port; ends the process first where it still runs. */
  async restart(): Promise<void> {
    await this.end();
    await this.start();
  }

  /** A request to this collector; the admin key goes along unless an `authorization` is given. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${this.adminKey}`);
    return fetch(new URL(path, this.url), { ...init, headers });
  }

  /** @throws {CollectorError} when the answer is not 2xx. */
  async fetchJson<T = unknown>(path: string, init: RequestInit & { json?: unknown } = {}): Promise<T> {
    const { json, ...rest } = init;
    const headers = new Headers(rest.headers);
    if (json !== undefined) headers.set('content-type', 'application/json');
    const response = await this.fetch(path, {
      ...(json === undefined ? {} : { method: 'POST', body: JSON.stringify(json) }),
      ...rest,
      headers,
    });
    const text = await response.text();
    const body: unknown = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    if (!response.ok) throw new CollectorError(response.status, body, `${rest.method ?? 'request'} ${path}`);
    return body as T;
  }

  /** Makes a site that takes events from this collector's own origin, as the demo shop sends them. */
  createSite(site: SiteInput): Promise<unknown> {
    const { id } = site;
    return this.fetchJson('/v1/sites', {
      json: { name: id, origins: [this.url], timezone: 'Europe/Berlin', currency: 'EUR', ...site },
    });
  }

  createKey(key: { role: 'guest' | 'reader' | 'writer' | 'admin'; sites: readonly string[] }): Promise<{
    id: string;
    key: string;
  }> {
    return this.fetchJson('/v1/keys', { json: key });
  }

  /** `GET /v1/kpis/{id}`; `params` are its query: `site`, `from`, `to`, `by`, … */
  kpi<T = KpiAnswer>(id: string, params: Readonly<Record<string, string | number>>): Promise<T> {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
    return this.fetchJson(`/v1/kpis/${id}?${query}`);
  }
}

/** The parts of a KPI's answer that every KPI has. */
export interface KpiAnswer {
  readonly kpi: string;
  readonly unit: string;
  readonly value: unknown;
  readonly numerator?: unknown;
  readonly denominator?: unknown;
  readonly rows?: readonly Readonly<Record<string, unknown>>[];
  readonly series?: readonly Readonly<Record<string, unknown>>[];
  readonly missing: { readonly import: string; readonly message: string } | null;
  readonly excluded: Readonly<Record<string, number>>;
  readonly [more: string]: unknown;
}

/** Starts the built collector on a free port with fresh data. Call `stop` when done. */
export async function startCollector(options: CollectorOptions = {}): Promise<Collector> {
  const folder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'footfall-test-')));
  const collector = new Collector(folder, await freePort(), options);
  try {
    await collector.start();
  } catch (error) {
    await collector.stop();
    throw error;
  }
  return collector;
}
