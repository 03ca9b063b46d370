import type { AppendBatch, AppendResult } from '../store.js';

/** Methods of the writer that the other side of the thread may call, one argument list each. */
export type WriterMethod =
  | 'importRows'
  | 'putImportRun'
  | 'endLostImportRuns'
  | 'countRefusals'
  | 'durability'
  | 'retain'
  | 'settings'
  | 'addSite'
  | 'changeSite'
  | 'removeSite'
  | 'erasePerson'
  | 'addKey'
  | 'removeKey'
  | 'putGoal'
  | 'removeGoal'
  | 'salt'
  | 'putPieces';

export type WriterCall =
  | { id: number; method: 'append'; args: [batches: PackedBatches, howMany: number] }
  | { id: number; method: WriterMethod; args: unknown[] }
  | { id: number; method: 'rebuild' | 'close'; args: [] };

/** Batches of one turn of the event loop, as JSON: one text crosses to another thread in a third of the time of its objects. */
export type PackedBatches = string;

export const packBatches = (batches: readonly AppendBatch[]): PackedBatches => JSON.stringify(batches);
export const unpackBatches = (packed: PackedBatches): AppendBatch[] => JSON.parse(packed) as AppendBatch[];

/** What became of each batch of a group. */
export type GroupAnswer = (AppendResult | { error: WriterError })[];

export interface WriterError {
  code: string;
  message: string;
}

export type WriterAnswer =
  | { id: number; value: unknown }
  | { id: number; error: WriterError }
  | { id: number; progress: { done: number; total: number } };

/** What a failure says of itself; SQLite's errors carry a code. */
export function writerError(error: unknown): WriterError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code: typeof code === 'string' ? code : 'UNEXPECTED', message: String(message ?? error) };
}
