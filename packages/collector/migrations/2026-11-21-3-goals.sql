-- Goals are settings: they say what a shop wants of a KPI. How far it has come is computed when it is asked.
CREATE TABLE goal (
  id TEXT PRIMARY KEY,
  site INTEGER NOT NULL,
  body TEXT NOT NULL,              -- JSON, see StoredGoal in store/store.ts
  created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX goal_site ON goal (site, created);
