import { refuseOldNode } from './node-version.mjs';

refuseOldNode();
import('./run-bench.mjs').then(({ runBench }) => runBench(process.argv.slice(2)));
