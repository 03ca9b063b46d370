import Database from 'better-sqlite3';

/** An event as somebody would write it who keeps a log and nothing else; what a visit's events share is kept once. */
export interface BareBatch {
  received: number;
  context: unknown;
  events: readonly { id: string; name: string; time: number }[];
}

/** A bare append: one table, one unique index, transactions of 1,000 events, `synchronous=FULL`. No HTTP, no facts. */
export function openBareLog(file: string) {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE context (key INTEGER PRIMARY KEY, body TEXT);
    CREATE TABLE event (id BLOB, time INTEGER, received INTEGER, context INTEGER, name TEXT, body TEXT);
    CREATE UNIQUE INDEX event_id ON event (id)`);
  const share = db.prepare('INSERT INTO context (body) VALUES (?)');
  const insert = db.prepare('INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?)');
  return {
    append(batches: readonly BareBatch[]): void {
      let open = 0;
      db.exec('BEGIN');
      for (const { received, context, events } of batches) {
        const { lastInsertRowid } = share.run(JSON.stringify(context));
        for (const { id, name, time, ...rest } of events) {
          const packed = Buffer.from(id.replaceAll('-', ''), 'hex');
          insert.run(packed, time, received, lastInsertRowid, name, JSON.stringify(rest));
          if (++open % 1000 === 0) db.exec('COMMIT; BEGIN');
        }
      }
      db.exec('COMMIT');
    },
    close(): void {
      db.close();
    },
  };
}
