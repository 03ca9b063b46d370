-- What a shop knows beside its orders and its visitors: catalogue, competitors, e-mails, search positions, reviews,
-- social networks, market places, support cases, surveys. Rules of the first migration hold: times are milliseconds,
-- unit prices millionths, `session` is the import that wrote the row last, "term" is the id of a text in `term`.

-- A secret of this installation, made when it is first needed, such as the one that e-mail addresses are hashed with.
CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) WITHOUT ROWID;

-- What has been brought in, when and by whom.
CREATE TABLE import_run (
  id TEXT PRIMARY KEY,
  site INTEGER NOT NULL,
  dataset TEXT NOT NULL,
  exporter TEXT,                   -- whose columns were recognised; NULL: the dataset's own, or mapped by hand
  file TEXT,                       -- name without its folder
  source TEXT NOT NULL,            -- api, cli, watch
  api_key TEXT,                    -- id of the key
  started INTEGER NOT NULL,
  ended INTEGER,
  state TEXT NOT NULL,             -- running, done, failed
  rows INTEGER NOT NULL,
  inserted INTEGER NOT NULL, updated INTEGER NOT NULL, refused INTEGER NOT NULL,
  parts TEXT,                      -- JSON: counts by dataset, where one file gave rows of several
  error TEXT                       -- code of what ended it, where it failed
);
CREATE INDEX import_run_started ON import_run (site, started);

-- truth and fact in one; only `reporting…` follows from other rows -------------------------------------------

CREATE TABLE import_product (
  site INTEGER NOT NULL,
  item INTEGER NOT NULL,           -- term; item_id
  session TEXT NOT NULL,
  name INTEGER, category INTEGER, brand INTEGER,   -- terms
  price INTEGER,                   -- millionths
  unit_cost INTEGER,               -- millionths
  currency TEXT,                   -- of both; NULL: the site's
  reporting_price INTEGER,         -- millionths of the site's currency at the newest rate; NULL: none, or no price
  reporting_unit_cost INTEGER,
  PRIMARY KEY (site, item)
) WITHOUT ROWID;

CREATE TABLE competitor_price (
  key INTEGER PRIMARY KEY,
  site INTEGER NOT NULL,
  item INTEGER NOT NULL,           -- term; item_id
  competitor TEXT NOT NULL,
  date TEXT NOT NULL,              -- local date of the site
  session TEXT NOT NULL,
  price INTEGER NOT NULL,          -- millionths
  currency TEXT NOT NULL,
  reporting INTEGER                -- millionths of the site's currency at the rate of the day; NULL: no rate
);
CREATE UNIQUE INDEX competitor_price_key ON competitor_price (site, item, competitor, date);
CREATE INDEX competitor_price_date ON competitor_price (site, date);

CREATE TABLE email_stats (
  site INTEGER NOT NULL,
  date TEXT NOT NULL,
  campaign TEXT NOT NULL,
  session TEXT NOT NULL,
  delivered INTEGER NOT NULL,
  opened INTEGER NOT NULL,         -- unique
  clicked INTEGER NOT NULL,        -- unique
  unsubscribed INTEGER NOT NULL,
  bounced INTEGER,
  PRIMARY KEY (site, date, campaign)
) WITHOUT ROWID;

CREATE TABLE search_position (
  site INTEGER NOT NULL,
  date TEXT NOT NULL,
  query INTEGER NOT NULL,          -- term
  page INTEGER NOT NULL,           -- term; as it was said, mostly a whole URL
  country INTEGER NOT NULL,        -- term
  session TEXT NOT NULL,
  position REAL NOT NULL,          -- an average over impressions: no exact number
  impressions INTEGER NOT NULL,
  clicks INTEGER NOT NULL,
  PRIMARY KEY (site, date, query, page, country)
) WITHOUT ROWID;

CREATE TABLE review (
  site INTEGER NOT NULL,
  review_id TEXT NOT NULL,
  session TEXT NOT NULL,
  time INTEGER NOT NULL,
  rating INTEGER NOT NULL,         -- hundredths of a star: 100 to 500
  item INTEGER,                    -- term; item_id
  place TEXT,                      -- the market place; NULL: the shop itself
  PRIMARY KEY (site, review_id)
) WITHOUT ROWID;
CREATE INDEX review_time ON review (site, time);

CREATE TABLE social_stats (
  site INTEGER NOT NULL,
  date TEXT NOT NULL,
  network TEXT NOT NULL,           -- small letters
  session TEXT NOT NULL,
  comments INTEGER NOT NULL,       -- of the day
  likes INTEGER NOT NULL,
  reposts INTEGER NOT NULL,
  followers INTEGER NOT NULL,      -- at the end of the day
  PRIMARY KEY (site, date, network)
) WITHOUT ROWID;

CREATE TABLE marketplace_question (
  site INTEGER NOT NULL,
  question_id TEXT NOT NULL,
  session TEXT NOT NULL,
  place TEXT NOT NULL,
  asked INTEGER NOT NULL,
  answered INTEGER,                -- not before asked
  PRIMARY KEY (site, question_id)
) WITHOUT ROWID;
CREATE INDEX marketplace_question_asked ON marketplace_question (site, asked);
CREATE INDEX marketplace_question_answered ON marketplace_question (site, answered) WHERE answered IS NOT NULL;

CREATE TABLE support_case (
  site INTEGER NOT NULL,
  case_id TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,           -- email, chat, phone …; small letters
  opened INTEGER NOT NULL,
  first_reply INTEGER,             -- not before opened, as solved
  solved INTEGER,
  escalated INTEGER,               -- 1, 0; NULL: not said
  messages INTEGER,
  customer_id TEXT,
  PRIMARY KEY (site, case_id)
) WITHOUT ROWID;
CREATE INDEX support_case_opened ON support_case (site, opened);
CREATE INDEX support_case_solved ON support_case (site, solved);

-- truth ------------------------------------------------------------------------------------------------------

CREATE TABLE import_subscriber (
  site INTEGER NOT NULL,
  subscriber_id TEXT NOT NULL,     -- of an e-mail address its keyed hash
  time INTEGER NOT NULL,
  action TEXT NOT NULL,            -- subscribe, unsubscribe
  session TEXT NOT NULL,
  list TEXT,
  PRIMARY KEY (site, subscriber_id, time, action)
) WITHOUT ROWID;

CREATE TABLE import_survey_response (
  site INTEGER NOT NULL,
  response_id TEXT NOT NULL,
  session TEXT NOT NULL,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- csat, nps
  score INTEGER NOT NULL,          -- csat: 1 to 5, nps: 0 to 10
  customer_id TEXT,
  PRIMARY KEY (site, response_id)
) WITHOUT ROWID;

-- facts ------------------------------------------------------------------------------------------------------

-- Who came to the newsletter and who left it, by import and by event. Who is on any list is one subscriber.
CREATE TABLE subscription (
  site INTEGER NOT NULL,
  imported INTEGER NOT NULL,       -- 1: of an import, 0: of an event; where a site has imports, events are not counted
  subscriber TEXT NOT NULL,        -- subscriber_id; of an event 'v:' and its visitor, 'c:' and its customer, 'e:' and its id
  time INTEGER NOT NULL,
  id NOT NULL,                     -- of an import the action, else the event's id
  action TEXT NOT NULL,            -- subscribe, unsubscribe
  list TEXT NOT NULL,              -- '' when left out; an unsubscribe without a list leaves all
  change INTEGER NOT NULL,         -- (derived) 1: a subscriber more, -1: one less, 0: none of both
  seq INTEGER,                     -- the event's
  bot INTEGER,                     -- term
  internal INTEGER NOT NULL,
  PRIMARY KEY (site, imported, subscriber, time, id)
) WITHOUT ROWID;
CREATE INDEX subscription_time ON subscription (site, imported, time, change);

-- Answers to surveys, by import and by event; of one id the import's counts.
CREATE TABLE survey_answer (
  site INTEGER NOT NULL,
  id NOT NULL,                     -- response_id; of an event that names none its id
  imported INTEGER NOT NULL,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- csat, nps
  score INTEGER NOT NULL,
  customer TEXT,                   -- customer id
  seq INTEGER,                     -- the event's: hit has its visitor and visit
  bot INTEGER,                     -- term
  internal INTEGER NOT NULL,
  PRIMARY KEY (site, id)
) WITHOUT ROWID;
CREATE INDEX survey_answer_time ON survey_answer (site, kind, time);
