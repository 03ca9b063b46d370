-- The columns of orders say which visit an order is attributed to. It changes with the visits of its visitor and of the other
-- browsers of its customer within the ninety days before it, and with which browsers these are: the orders of the customer, and
-- where its id was seen. Today's visits can only change today's orders, so few days are marked.

CREATE TRIGGER column_attribution_visit_inserted AFTER INSERT ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE (o.visitor = NEW.visitor OR o.customer IN (
        SELECT y.customer FROM orders y WHERE y.visitor = NEW.visitor AND y.customer IS NOT NULL
        UNION ALL SELECT k.key FROM sighting s JOIN term t ON t.id = s.customer
          JOIN customer k ON k.site = NEW.site AND k.id = 'c:' || t.value WHERE s.visitor = NEW.visitor))
      AND o.time >= NEW.started AND o.time <= NEW.started + 7776000000
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_attribution_visit_deleted AFTER DELETE ON visit BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE (o.visitor = OLD.visitor OR o.customer IN (
        SELECT y.customer FROM orders y WHERE y.visitor = OLD.visitor AND y.customer IS NOT NULL
        UNION ALL SELECT k.key FROM sighting s JOIN term t ON t.id = s.customer
          JOIN customer k ON k.site = OLD.site AND k.id = 'c:' || t.value WHERE s.visitor = OLD.visitor))
      AND o.time >= OLD.started AND o.time <= OLD.started + 7776000000
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_attribution_visit_updated AFTER UPDATE ON visit
  WHEN OLD.visitor <> NEW.visitor OR OLD.started <> NEW.started OR OLD.bot IS NOT NEW.bot OR OLD.internal <> NEW.internal
    OR OLD.channel <> NEW.channel OR OLD.source <> NEW.source OR OLD.medium <> NEW.medium OR OLD.campaign IS NOT NEW.campaign
    OR OLD.term IS NOT NEW.term OR OLD.content IS NOT NEW.content OR OLD.referrer IS NOT NEW.referrer
    OR OLD.landing_page IS NOT NEW.landing_page
BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE (o.visitor IN (OLD.visitor, NEW.visitor) OR o.customer IN (
        SELECT y.customer FROM orders y WHERE y.visitor IN (OLD.visitor, NEW.visitor) AND y.customer IS NOT NULL
        UNION ALL SELECT k.key FROM sighting s JOIN term t ON t.id = s.customer
          JOIN customer k ON k.site = NEW.site AND k.id = 'c:' || t.value WHERE s.visitor IN (OLD.visitor, NEW.visitor)))
      AND o.time >= MIN(OLD.started, NEW.started) AND o.time <= MAX(OLD.started, NEW.started) + 7776000000
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;

-- A browser that a customer orders with for the first time, or is no longer known to have ordered with.
CREATE TRIGGER column_attribution_orders_inserted AFTER INSERT ON orders WHEN NEW.customer IS NOT NULL AND NEW.visitor IS NOT NULL BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.customer = NEW.customer AND o.key <> NEW.key
      AND NOT EXISTS (SELECT 1 FROM orders y WHERE y.customer = NEW.customer AND y.visitor = NEW.visitor AND y.key <> NEW.key)
      AND EXISTS (SELECT 1 FROM visit x WHERE x.visitor = NEW.visitor AND x.started <= o.time AND x.started >= o.time - 7776000000)
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_attribution_orders_deleted AFTER DELETE ON orders WHEN OLD.customer IS NOT NULL AND OLD.visitor IS NOT NULL BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.customer = OLD.customer
      AND NOT EXISTS (SELECT 1 FROM orders y WHERE y.customer = OLD.customer AND y.visitor = OLD.visitor)
      AND EXISTS (SELECT 1 FROM visit x WHERE x.visitor = OLD.visitor AND x.started <= o.time AND x.started >= o.time - 7776000000)
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_attribution_orders_updated AFTER UPDATE OF customer, visitor ON orders
  WHEN OLD.customer IS NOT NEW.customer OR OLD.visitor IS NOT NEW.visitor
BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.customer IN (OLD.customer, NEW.customer) AND EXISTS (SELECT 1 FROM visit x
        WHERE x.visitor IN (OLD.visitor, NEW.visitor) AND x.started <= o.time AND x.started >= o.time - 7776000000)
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;

-- A browser that a customer's id was seen with.
CREATE TRIGGER column_attribution_sighting_inserted AFTER INSERT ON sighting BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000
    FROM term t JOIN site w JOIN customer k ON k.site = w.key AND k.id = 'c:' || t.value JOIN orders o ON o.customer = k.key
    WHERE t.id = NEW.customer
      AND NOT EXISTS (SELECT 1 FROM sighting s WHERE s.visitor = NEW.visitor AND s.customer = NEW.customer AND s.day <> NEW.day)
      AND EXISTS (SELECT 1 FROM visit x WHERE x.visitor = NEW.visitor AND x.started <= o.time AND x.started >= o.time - 7776000000)
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
CREATE TRIGGER column_attribution_sighting_deleted AFTER DELETE ON sighting BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000
    FROM term t JOIN site w JOIN customer k ON k.site = w.key AND k.id = 'c:' || t.value JOIN orders o ON o.customer = k.key
    WHERE t.id = OLD.customer
      AND NOT EXISTS (SELECT 1 FROM sighting s WHERE s.visitor = OLD.visitor AND s.customer = OLD.customer)
      AND EXISTS (SELECT 1 FROM visit x WHERE x.visitor = OLD.visitor AND x.started <= o.time AND x.started >= o.time - 7776000000)
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;

-- The pages that there are do not say it yet.
INSERT INTO column_changed SELECT p.site, 'orders', p.day FROM column_page p
  WHERE p.fact = 'orders' AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = p.site AND g.fact = 'orders' AND g.day = p.day);
