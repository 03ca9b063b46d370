import { CommanderError } from 'commander';
import { ImportError } from '../import/import-error.js';
import { DatabaseUnusable, isOfTheFile } from '../store/sqlite/database.js';
import { StoreBusy } from '../store/store.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';

/** What a person is told of an error, and what the command ends with. `undefined`: it has been said already. */
export interface Explanation {
  message: string | undefined;
  exitCode: number;
}

const BUSY: Record<StoreBusy['reason'], string> = {
  locked:
    'another process is writing to the data folder for long, such as a rebuild: try again when it is done',
  disk_full: 'the disk of the data folder is full: make room, then do this again',
  queue_full: 'too much is waiting to be written: try again in a moment',
  damaged:
    'the database is damaged: move footfall.db away together with footfall.db-wal and -shm, and put a backup in its place',
  failed: 'the data could not be written: check the disk of the data folder, then do this again',
};

/** Turns whatever was thrown into one paragraph. */
export function explain(error: unknown): Explanation {
  // Commander has written what there is to say.
  if (error instanceof CommanderError)
    return { message: undefined, exitCode: error.exitCode === 0 ? EXIT.done : EXIT.wrongUse };
  if (error instanceof CliError) return { message: error.message, exitCode: error.exitCode };
  if (error instanceof ImportError)
    return { message: `${error.message}: ${error.hint}`, exitCode: EXIT.failed };
  // By its name: the server's libraries are not loaded for commands that do not serve.
  if (error instanceof Error && error.name === 'PortUnavailable')
    return { message: error.message, exitCode: EXIT.portUnavailable };
  if (error instanceof DatabaseUnusable) return { message: error.message, exitCode: EXIT.dataUnusable };
  // The thread that writes has ended of something that is no fault of the disk.
  const cause = error instanceof StoreBusy && error.reason === 'failed' ? error.cause : undefined;
  if (cause instanceof Error && !isOfTheFile(String((cause as { code?: unknown }).code)))
    return explain(cause);
  if (error instanceof StoreBusy) return { message: BUSY[error.reason], exitCode: EXIT.dataUnusable };
  if ((error as { code?: unknown }).code === 'SQLITE_BUSY')
    return { message: BUSY.locked, exitCode: EXIT.dataUnusable };
  if (error instanceof Error && error.name === 'AbortError')
    return { message: 'interrupted', exitCode: EXIT.interrupted };
  const message = error instanceof Error ? error.message : String(error);
  return {
    message: `${message.split('\n')[0]}\nThis was not foreseen. FOOTFALL_DEBUG=1 before the command shows where it happened.`,
    exitCode: EXIT.failed,
  };
}
