-- The few visits with an order, so that who asks for the pages that they saw need not look at every visit.
CREATE INDEX visit_ordering ON visit (site, started) WHERE orders > 0;
