import type { SqliteDatabase } from '../database.js';
import type { WrittenPieces } from './kept-pieces.js';

/** Shapes of questions that are kept in the file for a site. */
const SHAPES = 200;

/** Writes what readers have found out of days, within the caller's transaction; the oldest shapes make room. */
export function writePieces(db: SqliteDatabase, pieces: readonly WrittenPieces[], now: number): void {
  // A site can have gone since.
  const put = db.prepare(
    `INSERT OR REPLACE INTO column_piece (site, shape, written, data)
     SELECT key, ?, ?, ? FROM site WHERE key = ?`,
  );
  const forget = db.prepare(
    `DELETE FROM column_piece WHERE site = ? AND shape IN (
       SELECT shape FROM column_piece WHERE site = ? ORDER BY written DESC LIMIT -1 OFFSET ${SHAPES})`,
  );
  for (const { site, shape, data } of pieces) put.run(shape, now, data, site);
  for (const site of new Set(pieces.map((one) => one.site))) forget.run(site, site);
}
