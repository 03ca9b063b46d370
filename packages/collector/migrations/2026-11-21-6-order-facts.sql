-- What an order's lines cost the shop, and which customer id was stated with it: both are functions of what was said of
-- the order, so the orders that are there are made anew.
ALTER TABLE order_line ADD COLUMN cost INTEGER;          -- minor units of the site's currency, by unit_cost; NULL: not known, or no rate
ALTER TABLE orders ADD COLUMN stated_customer INTEGER;   -- term; the customer id that somebody said, NULL: nobody

INSERT OR REPLACE INTO pending (site, work, asked) SELECT key, 'reprice', random() & 0xffffffffffff FROM site;
