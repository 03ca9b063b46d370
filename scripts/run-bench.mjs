import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build-packages.mjs';
import { install } from './install.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const folder = join(root, 'test/bench');

/**
 * `npm run bench [name …] [-- --events 1000000]`: builds, then runs the named benchmarks, or all, one after the other.
 *
 * @param {readonly string[]} args names, then flags that each of them gets
 */
export async function runBench(args) {
  const firstFlag = args.findIndex((arg) => arg.startsWith('-'));
  const names = firstFlag === -1 ? args : args.slice(0, firstFlag);
  const flags = args.slice(names.length);
  const known = readdirSync(folder)
    .filter((file) => file.endsWith('.bench.ts'))
    .map((file) => file.replace('.bench.ts', ''));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  if (!(await install()) || !(await build())) {
    process.exitCode = 1;
    return;
  }
  for (const name of names.length > 0 ? names : known) {
    const { ok } = await run(
      process.execPath,
      ['--import', 'tsx', join(folder, `${name}.bench.ts`), ...flags],
      {},
    );
    if (!ok) process.exitCode = 1;
  }
}
