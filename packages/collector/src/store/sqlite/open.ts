import type { Store } from '../store.js';
import type { WrittenPieces } from './columns/kept-pieces.js';
import { databaseFile, explainOpening, isOfTheFile, openDatabase } from './database.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { makeFolder } from './make-folder.js';
import { Pending } from './pending.js';
import { createReaderPool, type Readers } from './reader-pool.js';
import { readSettings } from './settings.js';
import { SqliteStore, type WriterCalls } from './sqlite-store.js';
import { Writer } from './writer.js';
import { busyOf, WriterClient } from './writer-client.js';
import { writerError } from './writer-messages.js';

const PIECES_REST_MS = 3000;

/** How a store is opened. */
export interface OpenOptions {
  /** Folder of the database file; made when it is not there. */
  folder: string;
  now: () => number;
  /**
   * `true`: the writer and the readers have threads of their own, as a server needs. `false`: all on this thread,
   * for commands that do one thing and end.
   */
  threads: boolean;
  /** Reader threads; 2 unless told. */
  readers?: number;
}

/**
 * Opens the SQLite store of a folder, made and brought to the newest shape where it must.
 *
 * @throws {DatabaseUnusable} when the file is damaged or made by a newer Footfall.
 */
export async function openStore(options: OpenOptions): Promise<Store> {
  const { folder } = options;
  const lock = holdFolder(folder);
  try {
    return openHeld(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function holdFolder(folder: string): FolderLock {
  try {
    makeFolder(folder);
    return lockFolder(folder, 'shared');
  } catch (error) {
    throw explainOpening(error, databaseFile(folder));
  }
}

function openHeld({ folder, now, ...options }: OpenOptions, lock: FolderLock): Store {
  // Opened here once, so that a file that cannot be used is said at the start and by this thread.
  const settings = settingsOf(folder);
  const writer = options.threads ? threaded(folder) : direct(folder, now);
  const size = options.threads ? (options.readers ?? 2) : 0;
  const { keep, stop } = keepPieces(writer);
  const readers: Readers = createReaderPool({ folder, size, onPieces: keep });
  // Read here, so that nobody waits until the threads have loaded what they are made of.
  return new SqliteStore(writer, readers, now, settings, { onClose: stop, onClosed: () => lock.release() });
}

function settingsOf(folder: string) {
  const db = openDatabase(folder);
  try {
    return { ...readSettings(db), recomputing: new Pending(db).sites() };
  } catch (error) {
    throw explainOpening(error, databaseFile(folder));
  } finally {
    db.close();
  }
}

/** Hands what readers have found out to the writer: all of some seconds at once, for nobody waits for it. */
function keepPieces(writer: WriterCalls) {
  const waiting = new Map<string, WrittenPieces>();
  let timer: NodeJS.Timeout | undefined;
  const write = async () => {
    clearTimeout(timer);
    timer = undefined;
    const pieces = [...waiting.values()];
    waiting.clear();
    // What the disk refuses is found out again.
    if (pieces.length > 0) await writer.call('putPieces', [pieces]).catch(() => {});
  };
  return {
    keep(pieces: readonly WrittenPieces[]) {
      for (const piece of pieces) waiting.set(`${piece.site} ${piece.shape}`, piece);
      timer ??= setTimeout(() => void write(), PIECES_REST_MS).unref();
    },
    stop: write,
  };
}

function threaded(folder: string): WriterCalls {
  const client = new WriterClient(folder);
  return {
    call: (method, args, onProgress) => client.call(method, args, onProgress),
    get full() {
      return client.full;
    },
    close: () => client.close(),
  };
}

function direct(folder: string, now: () => number): WriterCalls {
  const writer = new Writer(folder, now);
  return {
    call: async (method, args, onProgress) => {
      try {
        return await callHere(writer, method, args, onProgress);
      } catch (error) {
        // What SQLite says is told in the words that callers act on, as from the thread.
        const said = writerError(error);
        throw isOfTheFile(said.code) ? busyOf(said) : error;
      }
    },
    close: async () => {
      try {
        await finish(writer);
      } finally {
        writer.close();
      }
    },
  };
}

function callHere(
  writer: Writer,
  method: Parameters<WriterCalls['call']>[0],
  args: unknown[],
  onProgress: Parameters<WriterCalls['call']>[2],
): unknown {
  if (method === 'append') return writer.append(args as Parameters<Writer['append']>[0])[0];
  if (method === 'rebuild') return writer.rebuild((done, total) => onProgress?.({ done, total }));
  if (method === 'close') return writer.close();
  if (method === 'retain') return retainHere(writer, args, onProgress);
  const result = (writer[method] as (...rest: unknown[]) => unknown).apply(writer, args);
  // Nobody else does on this thread what a change has left to do.
  if (['changeSite', 'removeSite', 'erasePerson'].includes(method)) return finish(writer).then(() => result);
  return result;
}

async function retainHere(
  writer: Writer,
  args: unknown[],
  onProgress: Parameters<WriterCalls['call']>[2],
): Promise<void> {
  writer.retain(...(args as Parameters<Writer['retain']>));
  let gone = 0;
  await inSteps(() => {
    const step = writer.retainStep();
    if (step === undefined) return false;
    gone += step;
    onProgress?.({ done: gone, total: 0 });
    return true;
  });
}

/**
 * Does what changes have left to do. Each write of another process makes a sweep begin anew, and beside a collector that takes
 * beacons it would never end: there it is left to the collector, which has it in the file.
 */
function finish(writer: Writer): Promise<void> {
  return inSteps(() => writer.settleStep({ sweep: !writer.othersWrite }));
}

/** The shortest rest between two steps. */
const STEP_REST_MS = 5;

/** Does steps until one has nothing to do, and rests after each for as long as it took, so that a collector on the same file gets its turn. */
async function inSteps(step: () => boolean): Promise<void> {
  for (let began = performance.now(); step(); began = performance.now()) {
    const took = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, Math.max(STEP_REST_MS, took)));
  }
}
