-- What each event costs to write, and on disk: half of the pages of a commit were of these two indexes.

-- Rows of a visit lie beside each other, so that its name and time need not stand in the index as well.
DROP INDEX hit_visit;
CREATE INDEX hit_visit ON hit (visit);

-- By day and not by the millisecond: what comes later lies behind what came before, on few pages, in half of the bytes.
DROP INDEX hit_name_time;
CREATE INDEX hit_name_day ON hit (site, name, time / 86400000);

-- Each event of a visit writes its row again. Whether there is anything to note is asked before the note is made.
DROP TRIGGER column_visit_inserted;
CREATE TRIGGER column_visit_inserted AFTER INSERT ON visit
  WHEN NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'visit' AND g.day = NEW.started / 86400000)
BEGIN
  INSERT INTO column_changed VALUES (NEW.site, 'visit', NEW.started / 86400000);
END;
DROP TRIGGER column_visit_updated;
CREATE TRIGGER column_visit_updated AFTER UPDATE ON visit
  WHEN NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = NEW.site AND g.fact = 'visit' AND g.day = NEW.started / 86400000)
BEGIN
  INSERT INTO column_changed VALUES (NEW.site, 'visit', NEW.started / 86400000);
END;
CREATE TRIGGER column_visit_moved AFTER UPDATE OF site, started ON visit
  WHEN (OLD.site <> NEW.site OR OLD.started / 86400000 <> NEW.started / 86400000)
    AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = OLD.site AND g.fact = 'visit' AND g.day = OLD.started / 86400000)
BEGIN
  INSERT INTO column_changed VALUES (OLD.site, 'visit', OLD.started / 86400000);
END;
DROP TRIGGER column_visit_inserted_with_order;
CREATE TRIGGER column_visit_inserted_with_order AFTER INSERT ON visit
  WHEN EXISTS (SELECT 1 FROM orders o WHERE o.visit = NEW.key)
BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.visit = NEW.key AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
DROP TRIGGER column_visit_updated_with_order;
CREATE TRIGGER column_visit_updated_with_order AFTER UPDATE ON visit
  WHEN EXISTS (SELECT 1 FROM orders o WHERE o.visit = NEW.key)
BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.visit = NEW.key AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
DROP TRIGGER column_visit_inserted_with_cart;
CREATE TRIGGER column_visit_inserted_with_cart AFTER INSERT ON visit
  WHEN EXISTS (SELECT 1 FROM cart c WHERE c.visitor = NEW.visitor)
BEGIN
  INSERT INTO column_changed SELECT DISTINCT c.site, 'cart', c.last_time / 86400000 FROM cart c
    WHERE c.visitor = NEW.visitor AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = c.site AND g.fact = 'cart' AND g.day = c.last_time / 86400000);
END;
DROP TRIGGER column_visit_updated_with_cart;
CREATE TRIGGER column_visit_updated_with_cart AFTER UPDATE ON visit
  WHEN EXISTS (SELECT 1 FROM cart c WHERE c.visitor = NEW.visitor)
BEGIN
  INSERT INTO column_changed SELECT DISTINCT c.site, 'cart', c.last_time / 86400000 FROM cart c
    WHERE c.visitor = NEW.visitor AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = c.site AND g.fact = 'cart' AND g.day = c.last_time / 86400000);
END;
