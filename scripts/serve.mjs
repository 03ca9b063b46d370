import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build-packages.mjs';
import { install } from './install.mjs';
import { root } from './root.mjs';

/**
 * `npm start`: installs, builds, and runs the collector with the demo shop until it ends.
 *
 * @param {readonly string[]} args flags for `footfall serve`
 */
export async function serve(args) {
  if (!(await install()) || !(await build())) {
    process.exitCode = 1;
    return;
  }
  const program = join(root, 'packages/collector/bin/footfall.js');
  const collector = spawn(process.execPath, [program, 'serve', '--demo-shop', '--demo', ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      FOOTFALL_DEV: process.env.FOOTFALL_DEV ?? '1',
      FOOTFALL_DATA: process.env.FOOTFALL_DATA ?? join(root, 'data'),
    },
  });
  // Ctrl-C in a terminal reaches the collector by itself: passed on, it would come twice.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) collector.kill('SIGINT');
  });
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
    process.on(signal, () => collector.kill(signal));
  collector.once('error', (error) => {
    console.error(`The collector could not be started: ${error.message}`);
    process.exitCode = 1;
  });
  collector.once('exit', (code, signal) => {
    // Ended on request is a good ending, whatever the number of the signal.
    process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
  });
}
