// Prints the bytes of every script that the SDK ships, and fails when one is above its budget. Those of another folder than that
// of the build are measured when it is named: `npm run size -- folder`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './root.mjs';
import { bundleUse, START_ALONE } from './size-bundle.mjs';

const dist = process.argv[2] ?? join(root, 'packages/sdk/dist');
const file = (name) => () => readFileSync(join(dist, name));

/** Each row: what it is, how to get its bytes, its budget in brotli bytes (none: only reported). */
const ROWS = [
  ['footfall.js (script tag, at start)', [file('footfall.js')], 4096],
  [
    'footfall-dialects.js and footfall-linker.js (if asked for)',
    [file('footfall-dialects.js'), file('footfall-linker.js')],
    1500,
  ],
  ['footfall-vitals.js (if asked for)', [file('footfall-vitals.js')], undefined],
  [
    'npm: init and page views alone',
    [() => bundleUse(START_ALONE)],
    // Less than 2,200.
    2199,
  ],
  ['npm: everything', [() => bundleUse("export * from '@footfall/sdk';")], undefined],
];

if (!existsSync(join(dist, 'footfall.js'))) {
  console.error(`There is no footfall.js in ${dist}: run \`npm run build\` first`);
  process.exit(1);
}

let above = 0;
console.log(
  `${'file'.padEnd(58)}${'raw'.padStart(8)}${'gzip'.padStart(8)}${'brotli'.padStart(8)}${'budget'.padStart(8)}`,
);
for (const [name, sources, budget] of ROWS) {
  let [raw, gzip, brotli] = [0, 0, 0];
  for (const source of sources) {
    const bytes = Buffer.from(await source());
    raw += bytes.length;
    gzip += gzipSync(bytes, { level: 9 }).length;
    brotli += brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length;
  }
  const over = budget !== undefined && brotli > budget;
  if (over) above++;
  console.log(
    `${name.padEnd(58)}${String(raw).padStart(8)}${String(gzip).padStart(8)}${String(brotli).padStart(8)}${String(budget ?? '').padStart(8)}${over ? '  ABOVE' : ''}`,
  );
}
process.exitCode = above ? 1 : 0;
