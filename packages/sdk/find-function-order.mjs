// Looks for an order of functions in which footfall.js compresses best, and writes it to function-order.json. To be run
// again when the script has changed much: node find-function-order.mjs [seconds]
import { writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { rollup } from 'rollup';
import { asKnown, minifyScript } from './compress.mjs';
import configs from './rollup.config.mjs';

const until = Date.now() + 1000 * (process.argv[2] ?? 120);
const config = configs.find(({ input }) => input === 'src/script.ts');
const bundle = await rollup({
  ...config,
  plugins: config.plugins.filter(({ name }) => name !== 'compress' && name !== 'enclose'),
});
const [{ code }] = (await bundle.generate(config.output)).output;
await bundle.close();
const { functions, inOrder } = await minifyScript(code);

const size = (ordered) => {
  const bytes = Buffer.from(`{${inOrder(ordered)}}`);
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
};

let best = asKnown(functions);
let least = size(best);
console.log(`${best.length} functions, ${least} bytes`);
while (Date.now() < until) {
  const next = [...best];
  const moved = next.splice(Math.random() * next.length, 1 + Math.random() * 3);
  next.splice(Math.random() * (next.length + 1), 0, ...moved);
  const bytes = size(next);
  if (bytes > least) continue;
  if (bytes < least) console.log(`${bytes} bytes`);
  [best, least] = [next, bytes];
}
const order = best.map(({ name }) => name);
writeFileSync(new URL('./function-order.json', import.meta.url), `${JSON.stringify(order, null, 2)}\n`);
