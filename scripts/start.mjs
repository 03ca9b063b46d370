// Only what an old Node can read may stand here; the rest is imported once the version is known to do.
import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
import('./serve.mjs').then(({ serve }) => serve(process.argv.slice(2)));
