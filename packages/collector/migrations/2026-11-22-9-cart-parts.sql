-- A cart in several currencies: JSON of minor units by currency. NULL: all of it is in `currency`, as `value` says.
ALTER TABLE cart ADD COLUMN parts TEXT;
