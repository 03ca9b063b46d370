import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Row } from '../store.js';
import { collectGarbage } from './collect-garbage.js';
import { Reader } from './reader.js';
import { READY, type ReaderAnswer, type ReaderCall } from './reader-messages.js';
import { whenQuiet } from './when-quiet.js';

/** Of 19: a tenth of the processor's time where beacons want all of it. */
const READERS_NICENESS = 10;

/** A question that took longer leaves so much behind that it is cleared away soon, and not when V8 thinks of it … */
const HEAVY_MS = 100;
/** … but not while another thread still works on the other half of it, or the next one comes at once. */
const QUIET_MS = 150;
const MOST_PUT_OFF = 3;

const port = parentPort;
if (!port) throw new Error('reader-thread.ts runs as a worker thread only');
const { folder } = workerData as { folder: string };
const reader = new Reader(folder);
yieldToBeacons();
const streams = new Map<number, Generator<Row[]>>();
const clearAway = whenQuiet(() => collectGarbage('major'), QUIET_MS, MOST_PUT_OFF);

port.on('message', (call: ReaderCall) => {
  if (call.kind === 'close') {
    for (const stream of streams.values()) stream.return(undefined);
    reader.close();
    port.close();
    return;
  }
  const began = performance.now();
  try {
    const answer = take(call);
    if (answer) port.postMessage(answer);
    if (performance.now() - began > HEAVY_MS) clearAway();
  } catch (error) {
    streams.delete(call.id);
    const { message, code } = error as { message?: string; code?: string };
    port.postMessage({
      id: call.id,
      error: { message: message ?? String(error), code: code ?? '' },
    } satisfies ReaderAnswer);
  }
});

port.postMessage(READY);

function take(call: Exclude<ReaderCall, { kind: 'close' }>): ReaderAnswer | undefined {
  const { id } = call;
  if (call.kind === 'scans') return { id, scanned: reader.scans(call.scans), pieces: reader.takePieces() };
  if (call.kind === 'funnel') return { id, funnel: reader.funnel(call.funnel) };
  if (call.kind === 'losses') return { id, losses: reader.funnelLosses(call.funnel, call.top) };
  if (call.kind === 'query') return { id, rows: reader.query(call.sql, call.parameters), done: true };
  if (call.kind === 'open') streams.set(id, reader.chunks(call.sql, call.parameters));
  const stream = streams.get(id);
  if (call.kind === 'stop') {
    stream?.return(undefined);
    streams.delete(id);
    return undefined;
  }
  const next = stream?.next();
  if (next?.done === false) return { id, rows: next.value, done: false };
  streams.delete(id);
  return { id, rows: [], done: true };
}

/**
 * Lets the threads that take beacons go first where processors are few: a report may wait some milliseconds longer, a beacon not.
 * Linux knows priorities of threads (0 is the one that asks); elsewhere they are those of the whole process.
 */
function yieldToBeacons(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, READERS_NICENESS);
  } catch {
    // Where it is not allowed everything works as before.
  }
}
