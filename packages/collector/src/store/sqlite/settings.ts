import { randomBytes } from 'node:crypto';
import type { ApiKey, Site } from '../store.js';
import type { SqliteDatabase } from './database.js';

interface SiteRow {
  key: number;
  id: string;
  name: string;
  origins: string;
  timezone: string;
  currency: string;
  settings: string;
  created: number;
}

interface KeyRow {
  id: string;
  hash: Buffer;
  role: ApiKey['role'];
  sites: string | null;
  created: number;
  expires: number | null;
}

/** Sites and keys as they stand in the file. */
export interface Settings {
  sites: Site[];
  keys: { key: ApiKey; hash: string }[];
}

/** Reads all sites and keys; there are few. */
export function readSettings(db: SqliteDatabase): Settings {
  const sites = db.prepare<[], SiteRow>('SELECT * FROM site ORDER BY id').all();
  const keys = db.prepare<[], KeyRow>('SELECT * FROM api_key ORDER BY created, id').all();
  return {
    sites: sites.map((row) => ({
      ...row,
      origins: JSON.parse(row.origins),
      settings: JSON.parse(row.settings),
    })),
    keys: keys.map(({ hash, sites: bound, ...key }) => ({
      key: { ...key, sites: bound === null ? null : JSON.parse(bound) },
      hash: hash.toString('hex'),
    })),
  };
}

/** Adds a site under a key of its own. */
export function insertSite(db: SqliteDatabase, site: Omit<Site, 'key'>): void {
  db.prepare(
    // Never the key of a site whose rows are still going.
    `INSERT INTO site (key, id, name, origins, timezone, currency, settings, created)
     VALUES (
       1 + max(coalesce((SELECT max(key) FROM site), 0), coalesce((SELECT max(site) FROM removed_site), 0)),
       @id, @name, @origins, @timezone, @currency, @settings, @created)`,
  ).run({ ...site, origins: JSON.stringify(site.origins), settings: JSON.stringify(site.settings) });
}

/** Writes all settings of a site; its id and key stay. */
export function updateSite(db: SqliteDatabase, site: Site): void {
  db.prepare(
    `UPDATE site SET name = @name, origins = @origins, timezone = @timezone, currency = @currency,
       settings = @settings WHERE key = @key`,
  ).run({
    key: site.key,
    name: site.name,
    origins: JSON.stringify(site.origins),
    timezone: site.timezone,
    currency: site.currency,
    settings: JSON.stringify(site.settings),
  });
}

/** Adds a key by the hash of its secret, which itself is kept nowhere. */
export function insertKey(db: SqliteDatabase, key: ApiKey, hash: Uint8Array): void {
  db.prepare('INSERT INTO api_key (id, hash, role, sites, created, expires) VALUES (?, ?, ?, ?, ?, ?)').run(
    key.id,
    Buffer.from(hash),
    key.role,
    key.sites === null ? null : JSON.stringify(key.sites),
    key.created,
    key.expires,
  );
}

/** @returns whether there was one */
export function deleteKey(db: SqliteDatabase, id: string): boolean {
  return db.prepare('DELETE FROM api_key WHERE id = ?').run(id).changes > 0;
}

/**
 * Takes a removed site out of the keys that are bound to it, and with its last site the key: another site that is
 * given the same id some day must not open to it.
 */
export function unbindKeys(db: SqliteDatabase, site: string): void {
  for (const { key } of readSettings(db).keys) {
    if (!key.sites?.includes(site)) continue;
    const left = key.sites.filter((id) => id !== site);
    if (left.length === 0) deleteKey(db, key.id);
    else db.prepare('UPDATE api_key SET sites = ? WHERE id = ?').run(JSON.stringify(left), key.id);
  }
}

/** The day's secret; the older ones are destroyed, and with them every way back to a person. */
export function saltOf(db: SqliteDatabase, day: string): Uint8Array {
  db.prepare('DELETE FROM salt WHERE day < ?').run(day);
  db.prepare('INSERT OR IGNORE INTO salt (day, value) VALUES (?, ?)').run(day, randomBytes(32));
  return db.prepare<[string], Buffer>('SELECT value FROM salt WHERE day = ?').pluck().get(day) as Buffer;
}
