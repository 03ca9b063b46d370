-- Visits once more, by column: for each day (UTC) and column one blob, which a question about a year reads in a
-- thousandth of the time that its rows would take. Days that changed since are read from the rows.

CREATE TABLE visit_page (
  site INTEGER NOT NULL,
  day INTEGER NOT NULL,            -- days since the epoch, UTC
  version INTEGER NOT NULL,        -- another number each time that it is written
  rows INTEGER NOT NULL,
  PRIMARY KEY (site, day)
) WITHOUT ROWID;

CREATE TABLE visit_column (
  site INTEGER NOT NULL,
  name TEXT NOT NULL,
  day INTEGER NOT NULL,
  data BLOB NOT NULL,              -- see store/sqlite/columns/page.ts
  PRIMARY KEY (site, name, day)
) WITHOUT ROWID;

-- Days whose page no longer says what the rows say, or that have none yet.
CREATE TABLE visit_day_changed (
  site INTEGER NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY (site, day)
) WITHOUT ROWID;

-- Triggers, so that nothing that writes a visit can forget to say so.
CREATE TRIGGER visit_inserted AFTER INSERT ON visit BEGIN
  INSERT OR IGNORE INTO visit_day_changed VALUES (NEW.site, NEW.started / 86400000);
END;
CREATE TRIGGER visit_updated AFTER UPDATE ON visit BEGIN
  INSERT OR IGNORE INTO visit_day_changed VALUES (OLD.site, OLD.started / 86400000);
  INSERT OR IGNORE INTO visit_day_changed VALUES (NEW.site, NEW.started / 86400000);
END;
CREATE TRIGGER visit_deleted AFTER DELETE ON visit BEGIN
  INSERT OR IGNORE INTO visit_day_changed VALUES (OLD.site, OLD.started / 86400000);
END;

-- A visit's column of revenue is that of its orders.
CREATE TRIGGER orders_inserted AFTER INSERT ON orders WHEN NEW.visit IS NOT NULL BEGIN
  INSERT OR IGNORE INTO visit_day_changed SELECT site, started / 86400000 FROM visit WHERE key = NEW.visit;
END;
CREATE TRIGGER orders_updated AFTER UPDATE ON orders BEGIN
  INSERT OR IGNORE INTO visit_day_changed SELECT site, started / 86400000 FROM visit WHERE key IN (OLD.visit, NEW.visit);
END;
CREATE TRIGGER orders_deleted AFTER DELETE ON orders WHEN OLD.visit IS NOT NULL BEGIN
  INSERT OR IGNORE INTO visit_day_changed SELECT site, started / 86400000 FROM visit WHERE key = OLD.visit;
END;

INSERT OR IGNORE INTO visit_day_changed SELECT DISTINCT site, started / 86400000 FROM visit;
