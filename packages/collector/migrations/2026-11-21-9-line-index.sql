-- The newest line of a product is looked for where nothing else names it: with the time in the index that is one step.
DROP INDEX order_line_item;
CREATE INDEX order_line_item ON order_line (site, item, time);
