import type { Row, StoredGoal } from '../store.js';
import type { SqliteDatabase } from './database.js';

/** Runs a statement on a reader. */
type Query = (sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

const COLUMNS = 'SELECT id, site, body, created FROM goal';

/** The goals of a site, the oldest first. */
export async function goalsOf(site: number, query: Query): Promise<StoredGoal[]> {
  const rows = await query(`${COLUMNS} WHERE site = ? ORDER BY created, id`, [site]);
  return rows.map(goalOfRow);
}

/** A goal of whatever site; `undefined`: there is none of this id. */
export async function goalById(id: string, query: Query): Promise<StoredGoal | undefined> {
  const [row] = await query(`${COLUMNS} WHERE id = ?`, [id]);
  return row && goalOfRow(row);
}

function goalOfRow([id, site, body, created]: Row): StoredGoal {
  return { ...JSON.parse(String(body)), id: String(id), site: Number(site), created: Number(created) };
}

/** Adds a goal, or changes the one with this id. */
export function writeGoal(db: SqliteDatabase, { id, site, created, ...body }: StoredGoal): void {
  db.prepare(
    `INSERT INTO goal (id, site, body, created) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
  ).run(id, site, JSON.stringify(body), created);
}

/** @returns whether there was one */
export function deleteGoal(db: SqliteDatabase, id: string): boolean {
  return db.prepare('DELETE FROM goal WHERE id = ?').run(id).changes > 0;
}
