-- Facts once more, by column: for each day (UTC) and column one blob, which a question about a year reads in a
-- thousandth of the time that its rows would take. Days that changed since are read from the rows.

CREATE TABLE column_page (
  site INTEGER NOT NULL,
  fact TEXT NOT NULL,              -- visit, orders, cart
  day INTEGER NOT NULL,            -- days since the epoch, UTC
  version INTEGER NOT NULL,        -- another number each time that it is written
  rows INTEGER NOT NULL,
  since INTEGER, until INTEGER,    -- the first and the last page view of a day's visits; NULL: none
  PRIMARY KEY (site, fact, day)
) WITHOUT ROWID;

CREATE TABLE column_data (
  site INTEGER NOT NULL,
  fact TEXT NOT NULL,
  name TEXT NOT NULL,
  day INTEGER NOT NULL,
  data BLOB NOT NULL,              -- see store/sqlite/columns/packed-column.ts
  PRIMARY KEY (site, fact, name, day)
) WITHOUT ROWID;

-- Days whose page no longer says what the rows say, or that have none yet.
CREATE TABLE column_changed (
  site INTEGER NOT NULL,
  fact TEXT NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY (site, fact, day)
) WITHOUT ROWID;

-- Page views of no visit are looked up by themselves; those of visits are counted with these.
CREATE INDEX hit_alone ON hit (site, name, time) WHERE visit IS NULL;

-- Triggers, so that nothing that writes a fact can forget to say so. Not INSERT OR IGNORE: within a trigger SQLite goes
-- by the conflict clause of the statement that fired it.
CREATE TRIGGER column_visit_inserted AFTER INSERT ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT NEW.site, 'visit', NEW.started / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'visit' AND g.day = NEW.started / 86400000);
END;
CREATE TRIGGER column_visit_updated AFTER UPDATE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT OLD.site, 'visit', OLD.started / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'visit' AND g.day = OLD.started / 86400000);
  INSERT INTO column_changed SELECT DISTINCT NEW.site, 'visit', NEW.started / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'visit' AND g.day = NEW.started / 86400000);
END;
CREATE TRIGGER column_visit_deleted AFTER DELETE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT OLD.site, 'visit', OLD.started / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'visit' AND g.day = OLD.started / 86400000);
END;

-- An order has words of its visit, and a cart of the visits that it began and ended in.
CREATE TRIGGER column_visit_inserted_with_order AFTER INSERT ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.visit = NEW.key AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_visit_inserted_with_cart AFTER INSERT ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT c.site, 'cart', c.last_time / 86400000 FROM cart c
    WHERE c.visitor = NEW.visitor AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = c.site AND g.fact = 'cart' AND g.day = c.last_time / 86400000);
END;
CREATE TRIGGER column_visit_updated_with_order AFTER UPDATE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.visit = NEW.key AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_visit_updated_with_cart AFTER UPDATE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT c.site, 'cart', c.last_time / 86400000 FROM cart c
    WHERE c.visitor = NEW.visitor AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = c.site AND g.fact = 'cart' AND g.day = c.last_time / 86400000);
END;
CREATE TRIGGER column_visit_deleted_with_order AFTER DELETE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.visit = OLD.key AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_visit_deleted_with_cart AFTER DELETE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT c.site, 'cart', c.last_time / 86400000 FROM cart c
    WHERE c.visitor = OLD.visitor AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = c.site AND g.fact = 'cart' AND g.day = c.last_time / 86400000);
END;

-- A visit's column of revenue is that of its orders.
CREATE TRIGGER column_orders_inserted AFTER INSERT ON orders BEGIN
  INSERT INTO column_changed SELECT DISTINCT NEW.site, 'orders', NEW.time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'orders' AND g.day = NEW.time / 86400000);
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM visit v
    WHERE v.key = NEW.visit AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
END;
CREATE TRIGGER column_orders_updated AFTER UPDATE ON orders BEGIN
  INSERT INTO column_changed SELECT DISTINCT OLD.site, 'orders', OLD.time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'orders' AND g.day = OLD.time / 86400000);
  INSERT INTO column_changed SELECT DISTINCT NEW.site, 'orders', NEW.time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'orders' AND g.day = NEW.time / 86400000);
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM visit v
    WHERE v.key = OLD.visit AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM visit v
    WHERE v.key = NEW.visit AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
END;
CREATE TRIGGER column_orders_deleted AFTER DELETE ON orders BEGIN
  INSERT INTO column_changed SELECT DISTINCT OLD.site, 'orders', OLD.time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'orders' AND g.day = OLD.time / 86400000);
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM visit v
    WHERE v.key = OLD.visit AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
END;

CREATE TRIGGER column_cart_inserted AFTER INSERT ON cart BEGIN
  INSERT INTO column_changed SELECT DISTINCT NEW.site, 'cart', NEW.last_time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'cart' AND g.day = NEW.last_time / 86400000);
END;
CREATE TRIGGER column_cart_updated AFTER UPDATE ON cart BEGIN
  INSERT INTO column_changed SELECT DISTINCT OLD.site, 'cart', OLD.last_time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'cart' AND g.day = OLD.last_time / 86400000);
  INSERT INTO column_changed SELECT DISTINCT NEW.site, 'cart', NEW.last_time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'cart' AND g.day = NEW.last_time / 86400000);
END;
CREATE TRIGGER column_cart_deleted AFTER DELETE ON cart BEGIN
  INSERT INTO column_changed SELECT DISTINCT OLD.site, 'cart', OLD.last_time / 86400000
    WHERE 1 AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'cart' AND g.day = OLD.last_time / 86400000);
END;

-- A page that goes leaves a day that is read from the rows again: `rebuild` empties pages, and lets sealed facts stand.
CREATE TRIGGER column_page_deleted AFTER DELETE ON column_page BEGIN
  INSERT INTO column_changed SELECT OLD.site, OLD.fact, OLD.day
    WHERE NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = OLD.fact AND g.day = OLD.day);
END;

INSERT INTO column_changed SELECT DISTINCT site, 'visit', started / 86400000 FROM visit;
INSERT INTO column_changed SELECT DISTINCT site, 'orders', time / 86400000 FROM orders;
INSERT INTO column_changed SELECT DISTINCT site, 'cart', last_time / 86400000 FROM cart;
