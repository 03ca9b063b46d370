import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type SqliteDatabase } from './database.js';
import { createReaderPool, type Readers } from './reader-pool.js';

let folder: string;
let db: SqliteDatabase;
let readers: Readers;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-readers-'));
  db = openDatabase(folder);
  const insert = db.prepare('INSERT INTO term (value) VALUES (?)');
  db.transaction(() => {
    for (let i = 1; i <= 2500; i++) insert.run(`t${i}`);
  })();
  readers = createReaderPool({ folder, size: 0 });
});
afterEach(async () => {
  await readers.close();
  db.close();
  rmSync(folder, { recursive: true });
});

describe('readers', () => {
  it('answer rows as lists, and see what the writer has written since', async () => {
    expect(await readers.query('SELECT id, value FROM term WHERE id = ?', [7n])).toEqual([[7, 't7']]);
    db.prepare('INSERT INTO term (value) VALUES (?)').run('later');
    expect(await readers.query('SELECT COUNT(*) FROM term WHERE value = ?', ['later'])).toEqual([[1]]);
  });

  it('stream in chunks, while other questions are answered', async () => {
    const sizes: number[] = [];
    for await (const rows of readers.stream('SELECT id FROM term ORDER BY id', [])) {
      sizes.push(rows.length);
      expect(await readers.query('SELECT COUNT(*) FROM term', [])).toEqual([[2500]]);
    }
    expect(sizes).toEqual([1000, 1000, 500]);
  });

  it('let go of a stream that is not read to its end', async () => {
    for await (const rows of readers.stream('SELECT id FROM term', [])) {
      expect(rows).toHaveLength(1000);
      break;
    }
    expect(await readers.query('SELECT 1', [])).toEqual([[1]]);
  });

  it('answer sums beyond 64 bits, nearly', async () => {
    const sql = 'SELECT SUM(CASE WHEN id > ? THEN 9000000000000000 * (id > 0) END), SUM(id) FROM term';
    const [[sum, ids]] = (await readers.query(sql, [0n])) as [[number, number]];
    expect(sum).toBeGreaterThan(2 ** 63);
    expect(ids).toBe((2500 * 2501) / 2);
  });

  it('write nothing, and refuse what cannot be read', async () => {
    await expect(
      readers.query("INSERT INTO term (value) VALUES ('x') RETURNING id", []),
    ).rejects.toThrowError(/readonly/);
    await expect(readers.query('SELECT id FROM nowhere', [])).rejects.toThrowError(/nowhere/);
    expect(await readers.query('SELECT 1', [])).toEqual([[1]]);
  });
});
