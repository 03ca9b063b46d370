import { join } from 'node:path';
import { build } from './build-packages.mjs';
import { install } from './install.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

// `npm run soak [-- --minutes 30 --rate 100]`
if (!(await install()) || !(await build())) process.exit(1);
const { ok } = await run(
  process.execPath,
  ['--import', 'tsx', join(root, 'test/soak/soak.ts'), ...process.argv.slice(2)],
  {},
);
process.exitCode = ok ? 0 : 1;
