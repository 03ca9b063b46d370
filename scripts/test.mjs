// Only what an old Node can read may stand here; the rest is imported once the version is known to do.
import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
import('./run-tests.mjs').then(({ runTests }) => runTests(process.argv.slice(2)));
