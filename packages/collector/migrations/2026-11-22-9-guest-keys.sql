-- A role for links that are shared: a guest looks on and leaves everything as it is. SQLite cannot change the check of a
-- column, so the table is made anew; it has a row for each key.
CREATE TABLE api_key_with_guests (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,       -- SHA-256 of the key; the key itself is shown once and never kept
  role TEXT NOT NULL CHECK (role IN ('writer', 'guest', 'reader', 'admin')),
  sites TEXT,                      -- JSON array of site ids; NULL: all sites
  created INTEGER NOT NULL,
  expires INTEGER                  -- NULL: never
) WITHOUT ROWID;
INSERT INTO api_key_with_guests (id, hash, role, sites, created, expires)
  SELECT id, hash, role, sites, created, expires FROM api_key;
DROP TABLE api_key;
ALTER TABLE api_key_with_guests RENAME TO api_key;
