import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect } from 'vitest';
import { dumpFacts } from '../../packages/collector/src/store/sqlite/facts-dump.fixture.js';
import { footfall } from './footfall.js';

/** Looks at the database of a data folder itself. */
export function inDatabase<T>(folder: string, look: (db: Database.Database) => T): T {
  const db = new Database(join(folder, 'footfall.db'), { readonly: true, timeout: 10_000 });
  try {
    return look(db);
  } finally {
    db.close();
  }
}

/** The one number that a statement answers. */
export function countIn(folder: string, sql: string): number {
  return inDatabase(folder, (db) => db.prepare<[], number>(sql).pluck().get() as number);
}

/** The file is sound, says SQLite, and every event has its fact. */
export function expectSound(folder: string): void {
  inDatabase(folder, (db) => {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    const alone = 'SELECT count(*) FROM event e LEFT JOIN hit h ON h.seq = e.seq WHERE h.seq IS NULL';
    expect(db.prepare(alone).pluck().get(), 'events without a fact').toBe(0);
  });
}

/** All facts in words of the outside; without the numbers of events in the log, which retention lets go. */
function factsIn(folder: string): Record<string, string[]> {
  const facts = inDatabase(folder, dumpFacts);
  const without = (row: string) => JSON.stringify({ ...(JSON.parse(row) as object), seq: undefined });
  return Object.fromEntries(Object.entries(facts).map(([table, rows]) => [table, rows.map(without).sort()]));
}

/** Nobody works on the folder: a rebuild changes no fact. */
export async function expectFactsOfARebuild(folder: string): Promise<void> {
  const before = factsIn(folder);
  const { code, stderr } = await footfall(['rebuild'], { dataFolder: folder });
  expect(code, stderr).toBe(0);
  const after = factsIn(folder);
  for (const table of Object.keys(before)) expect(after[table], table).toEqual(before[table]);
}
