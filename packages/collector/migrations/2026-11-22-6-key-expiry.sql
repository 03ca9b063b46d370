-- A key may end by itself, as that of a link to a dashboard that was shared.
ALTER TABLE api_key ADD COLUMN expires INTEGER;          -- NULL: never
