// Looks for orders of functions in which footfall.js, and what a shop's bundler makes of the npm package, compress best, and
// writes them to function-order.json. To be run again when much has changed: node find-function-order.mjs [seconds each]
// [script,dialects-script,linker-script,npm]
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { rollup } from 'rollup';
import { minify } from 'terser';
import { SHOP_MINIFIER, START_ALONE, treeShaken } from '../../scripts/size-bundle.mjs';
import { asKnown, functionsOf, minifyScript } from './compress.mjs';
import configs from './rollup.config.mjs';

const seconds = Number(process.argv[2] ?? 120);
const file = new URL('./function-order.json', import.meta.url);

/** Bundles as the configuration says, but for what comes after the bundling. */
const bundled = async (input) => {
  const config = configs.find((one) => `${one.input}`.includes(input));
  const after = ['compress', 'enclose', 'order-functions'];
  const bundle = await rollup({
    ...config,
    plugins: config.plugins.filter(({ name }) => !after.includes(name)),
  });
  const { output } = await bundle.generate(config.output);
  await bundle.close();
  return Object.fromEntries(output.map(({ fileName, code }) => [fileName, code]));
};

const brotli = (code) => {
  const bytes = Buffer.from(code);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
};

/** Anneals: what is worse by a few bytes is gone on from too, ever more rarely. */
const search = async (use, functions, size) => {
  let now = asKnown(functions, use);
  let bytes = await size(now);
  let [best, least] = [now, bytes];
  console.log(`${use}: ${functions.length} functions, ${bytes} bytes`);
  const began = Date.now();
  for (let over = 0; over < 1; over = (Date.now() - began) / 1000 / seconds) {
    const next = [...now];
    const moved = next.splice(Math.random() * next.length, 1 + Math.random() * 3);
    next.splice(Math.random() * (next.length + 1), 0, ...moved);
    const found = await size(next);
    if (found > bytes && Math.random() > Math.exp((bytes - found) / (3 * (1 - over)))) continue;
    [now, bytes] = [next, found];
    if (bytes >= least) continue;
    [best, least] = [now, bytes];
    console.log(`${least} bytes`);
  }
  return best.map(({ name }) => name);
};

const scripts = ['script', 'dialects-script', 'linker-script'];
const wanted = process.argv[3]?.split(',') ?? [...scripts, 'npm'];
const order = JSON.parse(readFileSync(file, 'utf8'));
for (const use of scripts.filter((one) => wanted.includes(one))) {
  const [code] = Object.values(await bundled(`src/${use}.ts`));
  const { functions, inOrder } = await minifyScript(code);
  order[use] = await search(use, functions, (ordered) => brotli(`{${inOrder(ordered)}}`));
}
if (wanted.includes('npm')) {
  const { functions, inOrder } = functionsOf(await treeShaken(START_ALONE, await bundled('src/index.ts')));
  order.npm = await search('npm', functions, async (ordered) =>
    brotli((await minify(inOrder(ordered), SHOP_MINIFIER)).code),
  );
}
// Others may have been found meanwhile.
const others = JSON.parse(readFileSync(file, 'utf8'));
for (const use of wanted) others[use] = order[use];
writeFileSync(file, `${JSON.stringify(others, null, 2)}\n`);
