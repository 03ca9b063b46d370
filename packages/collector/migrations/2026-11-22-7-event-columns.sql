-- Events by column lie with the visits of their day, and are written with these. A visit's row is written whenever an event
-- joins it; what else an event's columns say can change without that.

CREATE TRIGGER column_hit_updated AFTER UPDATE OF visit, time, name, page, content_group ON hit
  WHEN OLD.visit IS NOT NEW.visit OR OLD.content_group IS NOT NEW.content_group OR OLD.page IS NOT NEW.page
    OR OLD.time <> NEW.time OR OLD.name <> NEW.name
BEGIN
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM visit v
    WHERE v.key IN (OLD.visit, NEW.visit)
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
END;

-- When an order was in its visit is told by the event that told of it.
CREATE TRIGGER column_claim_inserted AFTER INSERT ON order_claim BEGIN
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM orders o JOIN visit v ON v.key = o.visit
    WHERE o.site = NEW.site AND o.order_id = NEW.order_id
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
END;
CREATE TRIGGER column_claim_updated AFTER UPDATE OF seq ON order_claim WHEN OLD.seq <> NEW.seq BEGIN
  INSERT INTO column_changed SELECT DISTINCT v.site, 'visit', v.started / 86400000 FROM orders o JOIN visit v ON v.key = o.visit
    WHERE o.site = NEW.site AND o.order_id = NEW.order_id
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = v.site AND g.fact = 'visit' AND g.day = v.started / 86400000);
END;

-- The pages that there are have no events yet.
INSERT INTO column_changed SELECT p.site, 'visit', p.day FROM column_page p
  WHERE p.fact = 'visit' AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = p.site AND g.fact = 'visit' AND g.day = p.day);
