-- What the sums of days have been found to be, so that a process that has just started need not go through a year. Each
-- piece names the versions of the pages that it was made from, and holds as long as these.
CREATE TABLE column_piece (
  site INTEGER NOT NULL,
  shape TEXT NOT NULL,             -- SHA-256 of the shape of the question
  written INTEGER NOT NULL,
  data TEXT NOT NULL,              -- JSON, see store/sqlite/columns/kept-pieces.ts
  PRIMARY KEY (site, shape)
) WITHOUT ROWID;
