import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { AppendBatch, AppendResult } from '../store.js';
import { isOfTheFile } from './database.js';
import { Pulse } from './pulse.js';
import { Writer } from './writer.js';
import {
  type GroupAnswer,
  unpackBatches,
  type WriterAnswer,
  type WriterCall,
  type WriterError,
  writerError,
} from './writer-messages.js';

/** Beacons from which on no more join a transaction; others wait for the next. */
const GROUP = 512;

const port = parentPort;
if (!port) throw new Error('writer-thread.ts runs as a worker thread only');
const { folder, pulse: shared } = workerData as { folder: string; pulse: SharedArrayBuffer };
const pulse = new Pulse(shared);
const writer = new Writer(
  folder,
  () => Date.now(),
  () => pulse.beat(),
);

// While one transaction goes to disk the next requests gather in the port: this is the group commit, and no
// request waits for a timer.
port.on('message', (first: WriterCall) => {
  const calls = [first];
  for (let beacons = beaconsIn(first); beacons < GROUP; ) {
    const next = receiveMessageOnPort(port) as { message: WriterCall } | undefined;
    if (!next) break;
    calls.push(next.message);
    beacons += beaconsIn(next.message);
  }
  const answers: WriterAnswer[] = [];
  let group: Extract<WriterCall, { method: 'append' }>[] = [];
  const appendGroup = () => {
    if (group.length > 0) answers.push(...append(group));
    group = [];
  };
  for (const call of calls) {
    if (call.method === 'append') group.push(call);
    else {
      appendGroup();
      answers.push(answer(call));
    }
  }
  appendGroup();
  port.postMessage(answers);
  if (calls.some(({ method }) => method === 'close')) port.close();
  else work();
});

const beaconsIn = (call: WriterCall): number => (call.method === 'append' ? call.args[1] : 1);

function append(calls: readonly Extract<WriterCall, { method: 'append' }>[]): WriterAnswer[] {
  const groups = calls.map((call) => unpackBatches(call.args[0]));
  const results = appendAll(groups.flat());
  // In the order of the batches, so each message takes its own from the front.
  return calls.map(({ id }, index) => {
    const value: GroupAnswer = results.splice(0, (groups[index] as AppendBatch[]).length);
    return { id, value };
  });
}

function appendAll(batches: AppendBatch[]): (AppendResult | { error: WriterError })[] {
  try {
    return writer.append(batches);
  } catch (thrown) {
    const error = writerError(thrown);
    // What the disk refuses, it refuses for all; anything else lies in one batch, which must not take its
    // neighbours with it.
    if (batches.length === 1 || isOfTheFile(error.code)) return batches.map(() => ({ error }));
    return batches.flatMap((batch) => appendAll([batch]));
  }
}

function answer(call: WriterCall): WriterAnswer {
  const { id } = call;
  try {
    if (call.method === 'rebuild') {
      writer.rebuild((done, total) => port?.postMessage([{ id, progress: { done, total } }]));
      return { id, value: null };
    }
    const method = writer[call.method] as (...args: unknown[]) => unknown;
    return { id, value: method.apply(writer, call.args) ?? null };
  } catch (error) {
    return { id, error: writerError(error) };
  }
}

/** Rest between two days whose columns are written: beacons come first, and nobody waits for a page. */
const PAGE_REST_MS = 100;
/** Rest between two rounds: a day that late events change all the time is read from its rows meanwhile. */
const ROUND_REST_MS = 20_000;
let paging = false;

let working = false;

// A step at a time, and whatever has come meanwhile goes first.
function work(): void {
  if (working) return;
  working = true;
  setImmediate(() => {
    working = false;
    try {
      if (writer.step()) work();
      else pageSoon();
    } catch {
      // The work stays in the file; the next change or start takes it up again.
    }
  });
}

function pageSoon(rest = PAGE_REST_MS): void {
  if (paging) return;
  paging = true;
  setTimeout(() => {
    paging = false;
    let wrote = false;
    try {
      wrote = writer.writeColumns();
    } catch {
      // The day stays marked; the next round takes it up again.
    }
    pageSoon(wrote ? PAGE_REST_MS : ROUND_REST_MS);
  }, rest).unref();
}

work();
