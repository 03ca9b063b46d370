-- Each event of a visit writes the visit's row again. What orders say of visits is looked for only where there can be an order,
-- and where one of the columns is written that orders read.

-- Without an order of the visitor and a customer that was seen with it there is nothing that the trigger could find.
DROP TRIGGER column_attribution_visit_inserted;
CREATE TRIGGER column_attribution_visit_inserted AFTER INSERT ON visit
  WHEN EXISTS (SELECT 1 FROM orders o WHERE o.visitor = NEW.visitor)
    OR EXISTS (SELECT 1 FROM sighting s WHERE s.visitor = NEW.visitor)
BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE (o.visitor = NEW.visitor OR o.customer IN (
        SELECT y.customer FROM orders y WHERE y.visitor = NEW.visitor AND y.customer IS NOT NULL
        UNION ALL SELECT k.key FROM sighting s JOIN term t ON t.id = s.customer
          JOIN customer k ON k.site = NEW.site AND k.id = 'c:' || t.value WHERE s.visitor = NEW.visitor))
      AND o.time >= NEW.started AND o.time <= NEW.started + 7776000000
      AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;

-- A visit that goes on sets none of these.
DROP TRIGGER column_attribution_visit_updated;
CREATE TRIGGER column_attribution_visit_updated AFTER UPDATE OF visitor, started, bot, internal, channel, source, medium, campaign,
    term, content, referrer, landing_page ON visit
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

-- The columns of orders have these words of the visit in which they were placed.
DROP TRIGGER column_visit_updated_with_order;
CREATE TRIGGER column_visit_updated_with_order AFTER UPDATE OF country, region, language, device, browser, os ON visit
  WHEN EXISTS (SELECT 1 FROM orders o WHERE o.visit = NEW.key)
BEGIN
  INSERT INTO column_changed SELECT DISTINCT o.site, 'orders', o.time / 86400000 FROM orders o
    WHERE o.visit = NEW.key AND NOT EXISTS (SELECT 1 FROM column_changed g WHERE g.site = o.site AND g.fact = 'orders' AND g.day = o.time / 86400000);
END;
