import type { Writer } from './writer.js';

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
  | { id: number; method: 'append'; args: [Parameters<Writer['append']>[0][number]] }
  | { id: number; method: WriterMethod; args: unknown[] }
  | { id: number; method: 'rebuild' | 'close'; args: [] };

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
