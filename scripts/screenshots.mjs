// Takes docs/screenshots/ anew: each report of the demo shop, at three widths, in light and dark. Names of reports behind
// it take only these: `npm run screenshots -- sales customers`.
import { build } from './build-packages.mjs';
import { install } from './install.mjs';
import { run } from './run.mjs';

const built = (await install()) && (await build());
const taken =
  built && (await run('npx', ['tsx', 'test/dashboard/take-screenshots.ts', ...process.argv.slice(2)])).ok;
process.exitCode = taken ? 0 : 1;
