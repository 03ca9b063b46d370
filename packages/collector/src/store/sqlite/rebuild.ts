import { FACT_TABLES } from './facts-tables.js';
import type { Imports } from './imports.js';
import type { Projector } from './project.js';
import type { WriteContext } from './write-context.js';

const PAGE = 5000;

/**
 * Empties the facts and makes them again from the log and the imports, within the caller's transaction: readers see
 * the old facts until all the new ones are there, and a stop in between changes nothing.
 */
export function rebuildFacts(
  on: WriteContext,
  projector: Projector,
  imports: Imports,
  derive: () => void,
  onProgress: (done: number, total: number) => void,
): void {
  for (const table of FACT_TABLES) on.db.prepare(`DELETE FROM ${table}`).run();
  const total = on.log.count();
  let done = 0;
  let seq = 0;
  for (;;) {
    const page = on.log.after(seq, PAGE);
    const last = page.at(-1);
    if (!last) break;
    for (const entry of page) projector.project(entry);
    derive();
    seq = last.seq;
    done += page.length;
    onProgress(done, total);
  }
  imports.projectAll(derive);
}
