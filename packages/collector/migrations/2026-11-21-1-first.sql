-- The first shape of the file. Three kinds of tables:
--   settings  sites, keys, salts, counts of refusals
--   truth     the log of events, and one table for each imported dataset
--   facts     functions of the truth; `rebuild` empties and refills them
-- Times are milliseconds since the epoch, money is integer minor units of its currency, quantities are
-- thousandths, unit prices millionths. A column commented "term" holds the id of a text in `term`.

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  value TEXT NOT NULL UNIQUE
);

-- settings ---------------------------------------------------------------------------------------------------

CREATE TABLE site (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  origins TEXT NOT NULL,           -- JSON array
  timezone TEXT NOT NULL,
  currency TEXT NOT NULL,
  settings TEXT NOT NULL,          -- JSON object
  created INTEGER NOT NULL
);

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,       -- SHA-256 of the key; the key itself is shown once and never kept
  role TEXT NOT NULL CHECK (role IN ('writer', 'reader', 'admin')),
  sites TEXT,                      -- JSON array of site ids; NULL: all sites
  created INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE salt (
  day TEXT PRIMARY KEY,            -- UTC date; older salts are deleted, and with them every way back to a person
  value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE refusal (
  site INTEGER NOT NULL,           -- 0: the site was not known
  day TEXT NOT NULL,               -- UTC date
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (site, day, reason)
) WITHOUT ROWID;

-- Work on facts that a change of settings or rates has left to do; answers say `recomputing` while a row is here.
CREATE TABLE pending (
  site INTEGER NOT NULL,
  work TEXT NOT NULL,
  asked INTEGER NOT NULL,          -- another number each time it is asked for: work under way begins again
  PRIMARY KEY (site, work)
) WITHOUT ROWID;

-- truth ------------------------------------------------------------------------------------------------------

-- What many batches say alike: browser, language, screen, country … Kept once.
CREATE TABLE surroundings (
  key INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,       -- of body, so that the long text needs no index
  body TEXT NOT NULL               -- JSON, see store/sqlite/contexts.ts
);

-- What the events of one batch share: who, in which visit, in which surroundings.
CREATE TABLE context (
  key INTEGER PRIMARY KEY,
  surroundings INTEGER NOT NULL,
  visitor,                         -- 16 bytes when it is a UUID, else text; NULL: nobody's
  visit,                           -- the same; NULL: named none
  number INTEGER,                  -- of the visit, as the browser counts
  landing, referrer,               -- URLs of the visit; term, or the text itself where it has a query
  customer INTEGER                 -- term
);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,         -- order of arrival; says nothing about time
  site INTEGER NOT NULL,
  id NOT NULL,                     -- 16 bytes when it is a UUID, else text
  time INTEGER NOT NULL,           -- effective time, fixed at arrival
  lag INTEGER NOT NULL,            -- time of arrival less time
  context INTEGER NOT NULL,
  name INTEGER NOT NULL,           -- term
  place INTEGER,                   -- term; the URL up to its query; 0: the landing page of the context, whole
  query TEXT,                      -- the rest of the URL, from ? or # on
  title INTEGER,                   -- term
  referrer,                        -- term, 0 as in place, or the text itself where it has a query
  data                             -- JSON; term where the same was said before
);
CREATE UNIQUE INDEX event_id ON event (site, id);

CREATE TABLE import_order (
  site INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  session TEXT NOT NULL,           -- the import that wrote the row last; the same again in one import is a duplicate
  time INTEGER NOT NULL,
  currency TEXT NOT NULL,
  value TEXT NOT NULL,             -- decimals as they came
  customer_id TEXT, visitor_id TEXT, visit_id TEXT,
  tax TEXT, shipping TEXT, coupon TEXT, payment_type TEXT, shipping_tier TEXT,
  source TEXT, medium TEXT, campaign TEXT, country TEXT,
  PRIMARY KEY (site, order_id)
) WITHOUT ROWID;
CREATE INDEX import_order_visitor ON import_order (site, visitor_id) WHERE visitor_id IS NOT NULL;
CREATE INDEX import_order_visit ON import_order (site, visit_id) WHERE visit_id IS NOT NULL;

CREATE TABLE import_order_item (
  site INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  line TEXT NOT NULL,
  session TEXT NOT NULL,
  item_id TEXT NOT NULL,
  item_name TEXT, item_category TEXT, item_brand TEXT,
  price TEXT NOT NULL,
  quantity TEXT NOT NULL,
  unit_cost TEXT,
  PRIMARY KEY (site, order_id, line)
) WITHOUT ROWID;

CREATE TABLE import_refund (
  site INTEGER NOT NULL,
  refund_id TEXT NOT NULL,
  session TEXT NOT NULL,
  time INTEGER NOT NULL,
  currency TEXT NOT NULL,
  value TEXT NOT NULL,
  order_id TEXT, item_id TEXT, quantity TEXT, reason TEXT,
  PRIMARY KEY (site, refund_id)
) WITHOUT ROWID;

-- Costs are truth and fact in one: only `reporting` and `channel` follow from other rows.
CREATE TABLE cost (
  site INTEGER NOT NULL,
  date TEXT NOT NULL,              -- local date of the site
  kind TEXT NOT NULL,              -- ads, marketing, operating
  source TEXT NOT NULL,            -- '' when left out
  medium TEXT NOT NULL,
  campaign TEXT NOT NULL,
  session TEXT NOT NULL,
  cost INTEGER NOT NULL,           -- minor units
  currency TEXT NOT NULL,
  clicks INTEGER, impressions INTEGER,
  channel TEXT,
  reporting INTEGER,               -- minor units of the site's currency; NULL: no rate
  PRIMARY KEY (site, date, kind, source, medium, campaign)
) WITHOUT ROWID;

CREATE TABLE exchange_rate (
  site INTEGER NOT NULL,
  base TEXT NOT NULL,
  quote TEXT NOT NULL,
  date TEXT NOT NULL,
  session TEXT NOT NULL,
  rate TEXT NOT NULL,              -- decimal: one base is so many quote
  PRIMARY KEY (site, base, quote, date)
) WITHOUT ROWID;

-- facts ------------------------------------------------------------------------------------------------------

CREATE TABLE visitor (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  id NOT NULL,                     -- 16 bytes when it is a UUID, else text
  cookieless INTEGER NOT NULL,
  traits INTEGER NOT NULL          -- bits: which derivations this visitor needs, see facts/visitor.ts
);
CREATE UNIQUE INDEX visitor_id ON visitor (site, id);

CREATE TABLE visit (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  id NOT NULL,                     -- the browser's id; a visit made from gaps has its first event's id
  visitor INTEGER NOT NULL,
  from_gaps INTEGER NOT NULL,      -- 0: made by the browser, 1: from gaps
  cookieless INTEGER NOT NULL,
  number INTEGER NOT NULL,         -- of the visitor; 1 is a new visitor's
  started INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  own_started INTEGER NOT NULL,    -- the same by the events alone that named this visit
  own_ended INTEGER NOT NULL,
  page_views INTEGER NOT NULL,
  engaged_ms INTEGER NOT NULL,
  events INTEGER NOT NULL,
  orders INTEGER NOT NULL,         -- orders whose visit this is (derived)
  steps INTEGER NOT NULL,          -- bits of STEP in facts/visit.ts: what happened in it
  leads INTEGER NOT NULL,          -- bits of LEAD in facts/lead.ts: which kinds of lead
  searches INTEGER NOT NULL,
  first_own INTEGER NOT NULL,      -- the event that source, country and device are of: 1 when it named this visit,
  first_time INTEGER NOT NULL,     --   then the first by (time, id)
  first_id NOT NULL,
  landing_page INTEGER,            -- term; path of the first page view
  landing_time INTEGER, landing_id,
  exit_page INTEGER,               -- term; path of the last page view
  exit_time INTEGER, exit_id,
  channel INTEGER NOT NULL,        -- term
  source INTEGER NOT NULL,         -- term
  medium INTEGER NOT NULL,         -- term
  campaign INTEGER, term INTEGER, content INTEGER,  -- terms
  referrer INTEGER,                -- term; host
  continues INTEGER NOT NULL,      -- 1: came back from a payment host, has the source of the visit before it
  country INTEGER, region INTEGER, language INTEGER,           -- terms
  device INTEGER, browser INTEGER, os INTEGER,                 -- terms
  bot INTEGER,                     -- term; the reason, NULL: a person
  internal INTEGER NOT NULL        -- 1: the shop's own staff
);
CREATE UNIQUE INDEX visit_id ON visit (site, id, visitor);
CREATE INDEX visit_started ON visit (site, started);
CREATE INDEX visit_left_out ON visit (site, started) WHERE bot IS NOT NULL OR internal = 1;
CREATE INDEX visit_visitor ON visit (visitor, started);

-- One row an event, with what is asked of it in columns. `seq` is the event's.
CREATE TABLE hit (
  seq INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  time INTEGER NOT NULL,
  name INTEGER NOT NULL,           -- term
  visitor INTEGER,
  visit INTEGER,                   -- NULL: of no visit
  stated_visit INTEGER NOT NULL,   -- 1: the event named its visit, 0: found by its time
  page INTEGER,                    -- term; path
  content_group INTEGER,           -- term
  label INTEGER,                   -- term; search term, promotion, network, form, link, file … by the event's name
  number INTEGER,                  -- results of a search, score of an answer; NULL: not said
  engaged_ms INTEGER NOT NULL,
  derives INTEGER NOT NULL         -- 1: facts are derived from it for its visitor
);
CREATE INDEX hit_name_time ON hit (site, name, time, visit);
CREATE INDEX hit_group ON hit (site, content_group, time, visit) WHERE content_group IS NOT NULL;
CREATE INDEX hit_visit ON hit (visit, name, time);
CREATE INDEX hit_visitor ON hit (visitor, name) WHERE derives = 1;

-- One row for each product in a view_item, add_to_cart or remove_from_cart event.
CREATE TABLE item_hit (
  seq INTEGER NOT NULL,            -- the event's
  line INTEGER NOT NULL,
  site INTEGER NOT NULL,
  time INTEGER NOT NULL,
  name INTEGER NOT NULL,           -- term
  visit INTEGER,
  item INTEGER NOT NULL,           -- term; item_id
  quantity INTEGER NOT NULL,       -- thousandths
  PRIMARY KEY (seq, line)
) WITHOUT ROWID;
CREATE INDEX item_hit_time ON item_hit (site, name, time, item, visit);

-- What a product is called: the last word by (time, id), from any event, order line or import.
CREATE TABLE product (
  site INTEGER NOT NULL,
  item INTEGER NOT NULL,           -- term; item_id
  time INTEGER NOT NULL, id NOT NULL,
  name INTEGER, category INTEGER, brand INTEGER,   -- terms
  PRIMARY KEY (site, item)
) WITHOUT ROWID;

-- When a customer id was seen with a visitor, folded by UTC day.
CREATE TABLE sighting (
  visitor INTEGER NOT NULL,
  customer INTEGER NOT NULL,       -- term; customer id
  day INTEGER NOT NULL,            -- days since the epoch
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (visitor, customer, day)
) WITHOUT ROWID;
CREATE INDEX sighting_customer ON sighting (customer);

CREATE TABLE lead (
  seq INTEGER PRIMARY KEY,         -- the event's: the first of its kind in its visit, by (time, id)
  site INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- form, call, mail, generated
  time INTEGER NOT NULL,
  visitor INTEGER, visit INTEGER,
  bot INTEGER, internal INTEGER NOT NULL,
  replaced INTEGER NOT NULL        -- 1: a form of a visit that also has a generate_lead
);
CREATE INDEX lead_time ON lead (site, time);
CREATE INDEX lead_visitor ON lead (visitor);

-- What was said of an order by an event: one row for the browser's word (rank 1), one for the server's (rank 2).
-- An import's word (rank 3) is its row in import_order.
CREATE TABLE order_claim (
  site INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  rank INTEGER NOT NULL,
  seq INTEGER NOT NULL,            -- the event that counts: of a person before of a bot, then first by (time, id)
  PRIMARY KEY (site, order_id, rank)
) WITHOUT ROWID;
CREATE INDEX order_claim_seq ON order_claim (seq);

CREATE TABLE customer (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  id TEXT NOT NULL                 -- 'c:' and a customer id, or 'v:' and a visitor id
);
CREATE UNIQUE INDEX customer_id ON customer (site, id);

CREATE TABLE orders (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  order_id TEXT NOT NULL,
  rank INTEGER NOT NULL,           -- 1 browser, 2 server, 3 import: who said it best
  time INTEGER NOT NULL,
  currency TEXT NOT NULL,
  value INTEGER,                   -- minor units of currency; NULL: nobody said it
  tax INTEGER, shipping INTEGER,
  reporting INTEGER,               -- value in the site's currency, at the rate of its day; NULL: no rate or no value
  coupon INTEGER, payment_type INTEGER, shipping_tier INTEGER,  -- terms
  visitor INTEGER,
  visit INTEGER,
  customer INTEGER,                -- NULL: in no KPI about customers
  customer_number INTEGER,         -- 1: the customer's first order
  units INTEGER NOT NULL,          -- thousandths
  lines INTEGER NOT NULL,
  refunds INTEGER NOT NULL,        -- refunds of it that count
  source INTEGER, medium INTEGER, campaign INTEGER, channel INTEGER,  -- terms; only where an import said them
  country INTEGER,                 -- term; only where an import said it
  bot INTEGER,                     -- term
  internal INTEGER NOT NULL,
  cookieless INTEGER NOT NULL
);
CREATE UNIQUE INDEX orders_id ON orders (site, order_id);
CREATE INDEX orders_time ON orders (site, time);
CREATE INDEX orders_visitor ON orders (visitor);
CREATE INDEX orders_visit ON orders (visit);
CREATE INDEX orders_customer ON orders (customer, time);

CREATE TABLE order_line (
  orders INTEGER NOT NULL,
  line INTEGER NOT NULL,
  site INTEGER NOT NULL,
  time INTEGER NOT NULL,           -- the order's
  item INTEGER,                    -- term
  name INTEGER, category INTEGER, brand INTEGER,   -- terms, as the order said them
  price INTEGER NOT NULL,          -- millionths of a unit of the order's currency
  quantity INTEGER NOT NULL,       -- thousandths
  unit_cost INTEGER,               -- millionths
  revenue INTEGER,                 -- minor units, scaled so that the lines sum to the order's value
  reporting INTEGER,               -- the same in the site's currency
  PRIMARY KEY (orders, line)
) WITHOUT ROWID;
CREATE INDEX order_line_time ON order_line (site, time);
CREATE INDEX order_line_item ON order_line (site, item);

CREATE TABLE refund (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  id NOT NULL,                     -- refund_id of an import, else the event's id
  imported INTEGER NOT NULL,
  time INTEGER NOT NULL,
  order_id TEXT,
  orders INTEGER,                  -- the order, where it is known
  currency TEXT NOT NULL,
  stated_value INTEGER,            -- minor units; NULL: the whole order
  value INTEGER,
  reporting INTEGER,
  item INTEGER,                    -- term
  quantity INTEGER,                -- thousandths
  reason INTEGER,                  -- term
  replaced INTEGER NOT NULL,       -- 1: an event's, of an order that has imported refunds
  bot INTEGER, internal INTEGER NOT NULL
);
CREATE UNIQUE INDEX refund_id ON refund (site, imported, id);
CREATE INDEX refund_time ON refund (site, time);
CREATE INDEX refund_order ON refund (site, order_id);
CREATE INDEX refund_orders ON refund (orders, item) WHERE orders IS NOT NULL;

CREATE TABLE cart (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  visitor INTEGER NOT NULL,
  first_id NOT NULL,               -- id of the add_to_cart that opened it
  opened INTEGER NOT NULL,
  opened_visit INTEGER,
  last_time INTEGER NOT NULL,      -- of its last cart event: a cart is dated by it
  last_visit INTEGER,
  last_page INTEGER,               -- term
  last_event INTEGER NOT NULL,     -- term; name of its last cart event
  emptied INTEGER NOT NULL,
  orders INTEGER,                  -- the order that closed it
  order_time INTEGER, order_visit INTEGER,
  currency TEXT,
  value INTEGER,                   -- minor units: what lay in it in the end
  reporting INTEGER,
  units INTEGER NOT NULL           -- thousandths
);
CREATE INDEX cart_time ON cart (site, last_time);
CREATE INDEX cart_visitor ON cart (visitor);
