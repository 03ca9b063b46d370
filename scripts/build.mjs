// Only what an old Node can read may stand here; the rest is imported once the version is known to do.
import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
Promise.all([import('./install.mjs'), import('./build-packages.mjs')]).then(
  async ([{ install }, { build }]) => {
    process.exitCode = (await install()) && (await build()) ? 0 : 1;
  },
);
