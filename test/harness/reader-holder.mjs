// Loaded before the collector's own code (`node --import`), in its threads too: in threads that read, a funnel across visits becomes
// a statement that takes hours, within SQLite, and says so on standard error. See kill.test.ts.
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isMainThread, workerData } from 'node:worker_threads';

const ENDLESS =
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000) SELECT count(*) FROM n';

// The thread that writes has a pulse as well.
if (!isMainThread && workerData?.folder !== undefined && workerData.pulse === undefined) {
  const require = createRequire(new URL('../../packages/collector/package.json', import.meta.url));
  const { prototype } = require('better-sqlite3');
  const { prepare } = prototype;
  /** @param {string} sql */
  prototype.prepare = function (sql) {
    if (!sql.startsWith('WITH entered')) return prepare.call(this, sql);
    const statement = prepare.call(this, ENDLESS);
    const all = () => {
      writeSync(2, 'a reader is held\n');
      return statement.all();
    };
    return { raw: () => ({ all }) };
  };
}
