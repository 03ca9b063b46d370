-- Retention: raw events before a site's horizon go, the facts that were made of them stay and are sealed.

CREATE TABLE sealed_site (
  site INTEGER PRIMARY KEY,
  before INTEGER NOT NULL,         -- start of a UTC day: events before it are refused, and go from the log
  done INTEGER NOT NULL            -- 1: what was to go is gone
);

-- Visitors of whom events have gone; they have the trait `sealed`.
CREATE TABLE sealed_visitor (
  visitor INTEGER PRIMARY KEY,
  before INTEGER NOT NULL,         -- visits that ended and carts that closed before it change no more
  cart TEXT                        -- JSON of facts/cart.ts OpenCart: the cart that was open then
);

-- Who was seen when, of days on which two customers were seen with one visitor.
CREATE TABLE sealed_sighting (
  visitor INTEGER NOT NULL,
  customer INTEGER NOT NULL,       -- term; customer id
  time INTEGER NOT NULL,
  PRIMARY KEY (visitor, customer, time)
) WITHOUT ROWID;

-- What an event whose raw form is gone said of an order, as JSON; NULL: the event is there.
ALTER TABLE order_claim ADD COLUMN word TEXT;

-- 1: closed before its visitor's `before`; is not made anew.
ALTER TABLE cart ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;

-- Sites that are removed and whose rows go, a step at a time; their keys are given to no other site meanwhile.
CREATE TABLE removed_site (
  site INTEGER PRIMARY KEY
);

-- A row while texts and contexts are looked for that no row needs any more.
CREATE TABLE sweep (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  asked INTEGER NOT NULL           -- another number each time it is asked for: one under way begins again
);
