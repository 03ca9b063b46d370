import type { ImportAnswer, ImportOptions } from './import-answer.js';
import { ImportRun } from './import-run.js';

/**
 * Reads rows from bytes of any length, checks them and gives them to the store in chunks; memory stays flat, for no
 * more is read while the store is writing. Rows for themselves are refused, never a file for one row of it.
 *
 * What was taken before an error stays: importing the file again changes nothing of it.
 *
 * @throws ImportError where the file as a whole cannot be read: empty, a column missing, no array, UTF-16
 * @throws StoreBusy where the store takes nothing for about a minute, or its disk is full
 */
export async function importStream(options: ImportOptions): Promise<ImportAnswer> {
  const run = new ImportRun(options);
  await run.begin();
  try {
    for await (const rows of run.source()) {
      for (const row of rows) {
        const full = run.take(row);
        if (full !== undefined) await full.flush();
      }
    }
    return await run.finish();
  } catch (error) {
    await run.fail(error);
    throw error;
  } finally {
    await run.settled();
  }
}
