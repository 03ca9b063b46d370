import { Worker } from 'node:worker_threads';
import type { FunnelLoss, FunnelRow, FunnelScan, Scan, ScanRow } from '../scan.js';
import type { Row } from '../store.js';
import type { WrittenPieces } from './columns/kept-pieces.js';
import { inOneGo } from './in-one-go.js';
import { Reader } from './reader.js';
import { READY, type ReaderAnswer, type ReaderCall } from './reader-messages.js';

/** Reads beside the writer. */
export interface Readers {
  query(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  stream(sql: string, parameters: readonly unknown[]): AsyncIterable<Row[]>;
  /** A scan from columns; `null` where it must be asked of the rows. */
  scan(scan: Scan): Promise<ScanRow[] | null>;
  /** The same for a funnel, and for those who were lost in it. */
  funnel(funnel: FunnelScan): Promise<FunnelRow[] | null>;
  funnelLosses(funnel: FunnelScan, top: number): Promise<FunnelLoss[] | null>;
  /**
   * What is being read is refused; nothing can be asked afterwards.
   *
   * @returns `false`: a thread is held by a statement that nothing can end
   */
  close(): Promise<boolean>;
}

/** Longest wait for the end of a thread, in ms. One that nothing holds has ended long before. */
const LAST_WAIT_MS = 1000;

/** How many read, and what. */
export interface ReaderPoolOptions {
  folder: string;
  /** Threads; 0: on this thread. */
  size: number;
  /** Is told what scans have found out of days, to be written. */
  onPieces?: (pieces: WrittenPieces[]) => void;
}

/** Opens readers of a folder whose database the writer has made. */
export function createReaderPool({ folder, size, onPieces = () => {} }: ReaderPoolOptions): Readers {
  return size === 0 ? readHere(folder) : new ReaderPool(folder, size, onPieces);
}

function readHere(folder: string): Readers {
  const reader = new Reader(folder);
  return {
    query: async (sql, parameters) => reader.query(sql, parameters),
    stream: async function* (sql, parameters) {
      yield* reader.chunks(sql, parameters);
    },
    scan: inOneGo(async (scans) => reader.scans(scans)),
    funnel: async (funnel) => reader.funnel(funnel),
    funnelLosses: async (funnel, top) => reader.funnelLosses(funnel, top),
    close: async () => {
      reader.close();
      return true;
    },
  };
}

type Answer = Exclude<ReaderAnswer, { error: unknown }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

interface Thread {
  worker: Worker;
  waiting: Map<number, Waiting>;
  /** Streams that are open on it, whether or not their reader is asking just now. */
  streams: number;
  /** Whether it has loaded its modules and opened the file. */
  ready: boolean;
  dead: boolean;
}

/** A reader thread refused a statement, or ended. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed';
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

class ReaderPool implements Readers {
  /** The first is there from the start, the second from when that is ready, each other one from when it is first asked for. */
  readonly #threads: (Thread | undefined)[];
  #nextId = 1;
  #closed = false;

  constructor(
    private readonly folder: string,
    size: number,
    private readonly onPieces: (pieces: WrittenPieces[]) => void,
  ) {
    this.#threads = Array.from({ length: size }, (_, index) => (index === 0 ? this.#start() : undefined));
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const answer = await this.#call(this.#usual(`${sql}${parameters}`), {
      id: this.#nextId++,
      kind: 'query',
      sql,
      parameters,
    });
    return rowsOf(answer).rows;
  }

  readonly scan = inOneGo((scans: readonly Scan[]) => this.#scanAll(scans));

  /** All scans of one moment: those that look at the same go to the same thread, which goes through it once for all of them. */
  async #scanAll(scans: readonly Scan[]): Promise<(ScanRow[] | null)[]> {
    const batches = new Map<Thread, Scan[]>();
    const hasHalves = this.#threads[1]?.ready === true;
    for (const scan of scans) {
      const isOfFirst = !isAboutVisitors(scan) || (!hasHalves && isKeptInFile(scan));
      const thread = this.#forScans(isOfFirst ? 0 : 1);
      const batch = batches.get(thread);
      if (batch) batch.push(scan);
      else batches.set(thread, [scan]);
    }
    const answers = new Map<Scan, ScanRow[] | null>();
    await Promise.all(
      [...batches].map(async ([thread, batch]) => {
        const answer = await this.#call(thread, { id: this.#nextId++, kind: 'scans', scans: batch });
        if (!('scanned' in answer)) throw new ReadFailed('something else was answered than scans', '');
        if (answer.pieces.length > 0) this.onPieces(answer.pieces);
        batch.forEach((scan, at) => {
          answers.set(scan, answer.scanned[at] ?? null);
        });
      }),
    );
    return scans.map((scan) => answers.get(scan) ?? null);
  }

  async funnel(funnel: FunnelScan): Promise<FunnelRow[] | null> {
    const call = { id: this.#nextId++, kind: 'funnel', funnel } as const;
    const answer = await this.#call(this.#usual(JSON.stringify(funnel)), call);
    return 'funnel' in answer ? answer.funnel : null;
  }

  async funnelLosses(funnel: FunnelScan, top: number): Promise<FunnelLoss[] | null> {
    // Found in the same go as the funnel, by the thread that is asked for that too.
    const call = { id: this.#nextId++, kind: 'losses', funnel, top } as const;
    const answer = await this.#call(this.#usual(JSON.stringify(funnel)), call);
    return 'losses' in answer ? answer.losses : null;
  }

  async *stream(sql: string, parameters: readonly unknown[]): AsyncIterable<Row[]> {
    const thread = this.#leastBusy();
    const id = this.#nextId++;
    let done = false;
    thread.streams++;
    try {
      let answer = rowsOf(await this.#call(thread, { id, kind: 'open', sql, parameters }));
      done = answer.done;
      while (!done) {
        yield answer.rows;
        answer = rowsOf(await this.#call(thread, { id, kind: 'next' }));
        done = answer.done;
      }
    } finally {
      thread.streams--;
      if (!done) thread.worker.postMessage({ id, kind: 'stop' } satisfies ReaderCall);
    }
  }

  async close(): Promise<boolean> {
    this.#closed = true;
    const threads = this.#threads.filter((thread) => thread !== undefined && !thread.dead) as Thread[];
    const ended = await Promise.all(threads.map((thread) => this.#end(thread)));
    return ended.every(Boolean);
  }

  /** Ends a thread: at once where it is at something, for nobody waits for the answer any more. */
  #end(thread: Thread): Promise<boolean> {
    const { worker } = thread;
    const isBusy = thread.waiting.size > 0;
    this.#ended(thread, new Error('the store is closed'));
    return new Promise((resolve) => {
      // What runs inside of SQLite goes on to its end: better-sqlite3 has no way to interrupt it.
      const timer = setTimeout(() => resolve(false), LAST_WAIT_MS);
      worker.once('exit', () => {
        clearTimeout(timer);
        resolve(true);
      });
      if (isBusy) void worker.terminate();
      else worker.postMessage({ id: 0, kind: 'close' } satisfies ReaderCall);
    });
  }

  #start(): Thread {
    const worker = new Worker(new URL('./reader-thread.js', import.meta.url), {
      workerData: { folder: this.folder },
      // Its heap is small, and what it goes through lies outside of it.
      resourceLimits: { maxYoungGenerationSizeMb: 6 },
    });
    const thread: Thread = { worker, waiting: new Map(), streams: 0, ready: false, dead: false };
    worker.on('message', (answer: ReaderAnswer | typeof READY) => {
      if (answer === READY) {
        this.#isReady(thread);
        return;
      }
      const waiting = thread.waiting.get(answer.id);
      thread.waiting.delete(answer.id);
      if ('error' in answer) waiting?.reject(new ReadFailed(answer.error.message, answer.error.code));
      else waiting?.resolve(answer);
    });
    worker.on('error', (error) => this.#ended(thread, error));
    worker.on('exit', () => this.#ended(thread, new Error('the reader thread has ended')));
    return thread;
  }

  /** One after the other, so that the first is ready as soon as can be; and the second before it is asked anything. */
  #isReady(thread: Thread): void {
    thread.ready = true;
    if (!this.#closed && this.#threads.length > 1 && this.#threads[1] === undefined) this.#startAt(1);
  }

  #ended(thread: Thread, error: Error): void {
    for (const waiting of thread.waiting.values()) waiting.reject(new ReadFailed(error.message, ''));
    thread.waiting.clear();
    thread.dead = true;
  }

  /**
   * All questions are halved alike, so that each thread has the columns that its half needs in memory, and not both all of them; another
   * one takes them where that has more to do.
   */
  #forScans(half: number): Thread {
    return this.#unlessBusy(half % this.#threads.length, half);
  }

  /** The thread that was asked the same before, and has kept what it found; another one where that has more to do. */
  #usual(question: string): Thread {
    let hash = 0;
    for (let at = 0; at < question.length; at++) hash = (Math.imul(hash, 31) + question.charCodeAt(at)) >>> 0;
    return this.#unlessBusy(hash % this.#threads.length);
  }

  #unlessBusy(place: number, next = 0): Thread {
    const idlest = this.#leastBusy();
    const usual = this.#threads[place];
    // While another has nothing to do nobody waits for one that is about to start, but for the second half of one question.
    if (!usual?.ready && loadOf(idlest) + next === 0) return idlest;
    if (usual === undefined) return this.#startAt(place);
    return loadOf(usual) > loadOf(idlest) + 2 ? idlest : usual;
  }

  #leastBusy(): Thread {
    if (this.#closed) throw new ReadFailed('the store is closed', '');
    let best: Thread | undefined;
    for (const [place, known] of this.#threads.entries()) {
      if (known === undefined) continue;
      // One that died is replaced when it is needed, so that a file that cannot be opened starts no endless round.
      const thread = known.dead ? this.#startAt(place) : known;
      if (best === undefined || loadOf(thread) < loadOf(best)) best = thread;
    }
    const next = this.#threads.indexOf(undefined);
    return best !== undefined && (loadOf(best) === 0 || next === -1) ? best : this.#startAt(next);
  }

  #startAt(place: number): Thread {
    const thread = this.#start();
    this.#threads[place] = thread;
    return thread;
  }

  #call(thread: Thread, call: ReaderCall): Promise<Answer> {
    return new Promise((resolve, reject) => {
      thread.waiting.set(call.id, { resolve, reject });
      thread.worker.postMessage(call);
    });
  }
}

const loadOf = ({ waiting, streams }: Thread): number => waiting.size + streams;

/** What is about half of the work of an overview: the one thread takes it, another the rest. */
const isAboutVisitors = ({ fact, measures }: Scan): boolean =>
  fact === 'orders' ||
  fact === 'cart' ||
  measures.some(({ per, aggregate }) => per === 'visitor' || aggregate === 'quantile');

/** What the file keeps from an earlier process: looked up sooner than a thread has started. */
const isKeptInFile = ({ filter, by }: Scan): boolean => filter.length === 0 && by.length === 0;

function rowsOf(answer: Answer): { rows: Row[]; done: boolean } {
  if ('rows' in answer) return answer;
  throw new ReadFailed('a scan was answered where rows were asked for', '');
}
