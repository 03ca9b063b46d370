import { Worker } from 'node:worker_threads';
import { type AppendBatch, StoreBusy } from '../store.js';
import { DatabaseUnusable, isDamage, isOfTheFile } from './database.js';
import type { WriterAnswer, WriterCall, WriterError } from './writer-messages.js';

/**
 * What may wait for the writer: requests, and events in them. It is what the writer does in about a second, so that an
 * answer is never long in coming; more are told to come again.
 */
const QUEUE = 2_000;
const QUEUED_EVENTS = 10_000;
const RESTART_MS = 250;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  events: number;
  onProgress: ((progress: { done: number; total: number }) => void) | undefined;
}

/** The writer behind its thread. A thread that dies is started again; what it had in hand is told to come again. */
export class WriterClient {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  /** Events in what waits. */
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
    const worker = this.#worker;
    // An import that is still being read goes on asking while the store closes: the thread ends with `close`.
    if (!worker || this.#closing) return Promise.reject(new StoreBusy('failed', 1));
    const events = method === 'append' ? (args as [AppendBatch])[0].events.length : 0;
    // Events alone: settings, salts and imports are few, and each waits for the one before.
    if (events > 0 && (this.#waiting.size >= QUEUE || this.#events + events > QUEUED_EVENTS))
      return Promise.reject(new StoreBusy('queue_full', 1));
    this.#events += events;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress, events });
      worker.postMessage({ id, method, args } as WriterCall);
    });
  }

  /** Whether more events would be refused now. */
  get full(): boolean {
    return this.#waiting.size >= QUEUE || this.#events >= QUEUED_EVENTS;
  }

  /** Requests that wait for the disk now. */
  get waiting(): number {
    return this.#waiting.size;
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

  #start(): void {
    const worker = new Worker(new URL('./writer-thread.js', import.meta.url), {
      workerData: { folder: this.folder },
    });
    this.#worker = worker;
    worker.on('message', (answers: WriterAnswer[]) => {
      for (const answer of answers) this.#settle(answer);
    });
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.#ended(cause));
  }

  #settle(answer: WriterAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    if ('progress' in answer) {
      waiting.onProgress?.(answer.progress);
      return;
    }
    this.#waiting.delete(answer.id);
    this.#events -= waiting.events;
    if ('error' in answer) waiting.reject(busyOf(answer.error));
    else waiting.resolve(answer.value);
  }

  #ended(cause: unknown): void {
    this.#worker = undefined;
    // Whatever it died of, it is started again: who waits for it comes again, and what was on disk is known by its id.
    const { code } = (cause ?? {}) as { code?: unknown };
    const error =
      typeof code === 'string' && isOfTheFile(code)
        ? busyOf(cause as WriterError)
        : new StoreBusy('failed', 1, { cause });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#events = 0;
    if (!this.#closing) setTimeout(() => this.#closing || this.#start(), RESTART_MS).unref();
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
