import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { ApiKey } from '../store.js';
import { databaseFile } from './database.js';
import { NOON, newFolder } from './shop-writer.fixture.js';
import { Writer } from './writer.js';

const MIGRATIONS = new URL('../../../migrations/', import.meta.url);
const GUESTS = '2026-11-22-9-guest-keys.sql';

/** A folder with a database as it was before there were guests, and a key in it. */
function folderOfBefore(): string {
  const folder = newFolder();
  mkdirSync(folder, { recursive: true });
  const db = new Database(databaseFile(folder));
  db.exec('CREATE TABLE migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID');
  const before = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql') && name < GUESTS)
    .sort();
  for (const name of before) {
    db.exec(readFileSync(new URL(name, MIGRATIONS), 'utf8'));
    db.prepare('INSERT INTO migration VALUES (?, 0)').run(name);
  }
  db.prepare("INSERT INTO api_key VALUES ('key_1', x'01', 'reader', '[\"shop\"]', 5, 9)").run();
  db.close();
  return folder;
}

it('come into a file that was made before them, whose keys stay what they are', () => {
  const writer = new Writer(folderOfBefore(), () => NOON);
  const before: ApiKey = { id: 'key_1', role: 'reader', sites: ['shop'], created: 5, expires: 9 };
  expect(writer.settings().keys).toEqual([{ key: before, hash: '01' }]);
  const guest: ApiKey = { id: 'key_2', role: 'guest', sites: ['shop'], created: 6, expires: null };
  writer.addKey(guest, Buffer.from([2]));
  expect(writer.settings().keys.map(({ key }) => key)).toEqual([before, guest]);
  // Two keys of one secret are none.
  expect(() => writer.addKey({ ...guest, id: 'key_3' }, Buffer.from([2]))).toThrow(/UNIQUE/);
  expect(() => writer.addKey({ ...guest, id: 'key_3', role: 'owner' as never }, Buffer.from([3]))).toThrow(
    /CHECK/,
  );
  writer.close();
});
