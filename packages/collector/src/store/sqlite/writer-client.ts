import { Worker } from 'node:worker_threads';
import { SERVER_LIMITS } from '../../limits.js';
import { type AppendBatch, type AppendResult, StoreBusy } from '../store.js';
import { DatabaseUnusable, isDamage, isOfTheFile } from './database.js';
import { Pulse } from './pulse.js';
import {
  type GroupAnswer,
  packBatches,
  type WriterAnswer,
  type WriterCall,
  type WriterError,
} from './writer-messages.js';

/**
 * What may wait for the writer: requests, and events in them. It is what the writer does in about a second, so that an
 * answer is never long in coming; more are told to come again.
 */
const QUEUE = 2_000;
const QUEUED_EVENTS = 10_000;
const RESTART_MS = 250;
/** How often the thread's pulse is felt while somebody waits for it. */
const LOOK_MS = 500;

interface Waiting {
  method: WriterCall['method'];
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  onProgress: ((progress: { done: number; total: number }) => void) | undefined;
}

interface Gathered {
  batch: AppendBatch;
  resolve: (result: AppendResult) => void;
  reject: (error: unknown) => void;
}

/**
 * The writer behind its thread. A thread that dies, or shows no sign of life for {@link SERVER_LIMITS}`.writerSilence`, is started
 * again; what it had in hand is told to come again.
 */
export class WriterClient {
  readonly #waiting = new Map<number, Waiting>();
  /** Batches of this turn of the event loop, which cross to the thread in one message. */
  #gathered: Gathered[] = [];
  #worker: Worker | undefined;
  #pulse = new Pulse();
  #watch: NodeJS.Timeout | undefined;
  /** Batches that wait, and the events in them. */
  #batches = 0;
  #events = 0;
  #nextId = 1;
  #closing = false;

  constructor(private readonly folder: string) {
    this.#start();
  }

  /** Calls a method of the writer. Rejects with {@link StoreBusy} where trying again helps. */
  call(
    method: WriterCall['method'],
    args: unknown[],
    onProgress?: (progress: { done: number; total: number }) => void,
  ): Promise<unknown> {
    // An import that is still being read goes on asking while the store closes: the thread ends with `close`.
    if (!this.#worker || this.#closing) return Promise.reject(new StoreBusy('failed', 1));
    if (method === 'append') return this.#append((args as [AppendBatch])[0]);
    // In the order in which they were called.
    this.#send();
    return this.#post(method, args, onProgress);
  }

  /** Whether more events would be refused now. */
  get full(): boolean {
    return this.#batches >= QUEUE || this.#events >= QUEUED_EVENTS;
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    const worker = this.#worker;
    if (!worker) {
      this.#closing = true;
      return;
    }
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const closed = this.call('close', []);
    this.#closing = true;
    await closed;
    await ended;
  }

  #append(batch: AppendBatch): Promise<AppendResult> {
    const events = batch.events.length;
    // Events alone: settings, salts and imports are few, and each waits for the one before.
    if (this.#batches >= QUEUE || this.#events + events > QUEUED_EVENTS)
      return Promise.reject(new StoreBusy('queue_full', 1));
    this.#batches++;
    this.#events += events;
    return new Promise((resolve, reject) => {
      this.#gathered.push({ batch, resolve, reject });
      // After all requests that came in this turn of the loop.
      if (this.#gathered.length === 1) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    const group = this.#gathered;
    if (group.length === 0) return;
    this.#gathered = [];
    this.#post('append', [packBatches(group.map(({ batch }) => batch)), group.length]).then(
      (answer) => {
        this.#settled(group);
        for (const [at, result] of (answer as GroupAnswer).entries()) {
          const { resolve, reject } = group[at] as Gathered;
          if ('error' in result) reject(busyOf(result.error));
          else resolve(result);
        }
      },
      (error: unknown) => {
        this.#settled(group);
        for (const { reject } of group) reject(error);
      },
    );
  }

  #settled(group: readonly Gathered[]): void {
    this.#batches -= group.length;
    for (const { batch } of group) this.#events -= batch.events.length;
  }

  #post(
    method: WriterCall['method'],
    args: unknown[],
    onProgress?: (progress: { done: number; total: number }) => void,
  ): Promise<unknown> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new StoreBusy('failed', 1));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject, onProgress });
      worker.postMessage({ id, method, args } as WriterCall);
      this.#watch ??= this.#watchOver(worker);
    });
  }

  #start(): void {
    this.#pulse = new Pulse();
    const worker = new Worker(new URL('./writer-thread.js', import.meta.url), {
      workerData: { folder: this.folder, pulse: this.#pulse.shared },
    });
    this.#worker = worker;
    worker.on('message', (answers: WriterAnswer[]) => {
      this.#pulse.beat();
      for (const answer of answers) this.#settle(answer);
    });
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.#ended(worker, cause));
  }

  /**
   * Ends a thread that hangs. By turns of the event loop and not by the clock: while this thread was held up itself, answers may
   * lie unread.
   */
  #watchOver(worker: Worker): NodeJS.Timeout {
    let felt = this.#pulse.count;
    let silent = 0;
    return setInterval(() => {
      // Facts are made again in one transaction, of which emptying the tables and the commit can take minutes.
      const patient = [...this.#waiting.values()].some(({ method }) => method === 'rebuild');
      silent = this.#waiting.size === 0 || patient || this.#pulse.count !== felt ? 0 : silent + LOOK_MS;
      felt = this.#pulse.count;
      if (this.#waiting.size === 0) this.#unwatch();
      if (silent < SERVER_LIMITS.writerSilence) return;
      const seconds = SERVER_LIMITS.writerSilence / 1000;
      // Who asks meanwhile is told so at once; the next one is started when this one has ended, for two would be in each other's way.
      this.#giveUp(new Error(`the thread that writes showed no sign of life for ${seconds} s`));
      void worker.terminate();
    }, LOOK_MS).unref();
  }

  #unwatch(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  #settle(answer: WriterAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    if ('progress' in answer) {
      waiting.onProgress?.(answer.progress);
      return;
    }
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting.reject(busyOf(answer.error));
    else waiting.resolve(answer.value);
  }

  #ended(worker: Worker, cause: unknown): void {
    if (this.#worker === worker) this.#giveUp(cause);
    if (!this.#closing) setTimeout(() => this.#closing || this.#start(), RESTART_MS).unref();
  }

  // Whatever it died of, it is started again: who waits for it comes again, and what was on disk is known by its id.
  #giveUp(cause: unknown): void {
    this.#worker = undefined;
    this.#unwatch();
    const { code } = (cause ?? {}) as { code?: unknown };
    const error =
      typeof code === 'string' && isOfTheFile(code)
        ? busyOf(cause as WriterError)
        : new StoreBusy('failed', 1, { cause });
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
    const gathered = this.#gathered;
    this.#gathered = [];
    this.#settled(gathered);
    for (const { reject } of gathered) reject(error);
  }
}

/** Why the store cannot take more: what SQLite says, in the words that callers act on. */
export function busyOf(error: WriterError): Error {
  const options = { cause: error };
  switch (error.code) {
    case 'SQLITE_FULL':
      return new StoreBusy('disk_full', 30, options);
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new StoreBusy('locked', 2, options);
    default:
      // Browsers keep their events until a backup is back in its place.
      if (isDamage(error.code)) return new StoreBusy('damaged', 30, options);
      if (isOfTheFile(error.code)) return new StoreBusy('failed', 10, options);
      // A fault of the program: neither time nor the disk mends it, and its own words say most of it.
      return error instanceof DatabaseUnusable ? error : new Error(error.message, options);
  }
}
