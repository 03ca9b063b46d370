// What a shop's own bundler makes of the npm build: tree-shaken and minified, without any help from our side.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const sdk = new URL('../packages/sdk/', import.meta.url);
const require = createRequire(new URL('package.json', sdk));

/** A shop that counts page views and nothing else. */
export const START_ALONE = "import { init } from '@footfall/sdk'; init({ site: 's', endpoint: 'e' });";

/** What a shop's bundler asks of terser. */
export const SHOP_MINIFIER = { ecma: 2020, module: true, toplevel: true, compress: { passes: 2 } };

/** Bundles `code`, which imports `@footfall/sdk`; its files are those of `dist`, if not given by their names. */
export async function treeShaken(code, files) {
  const { rollup } = await import(require.resolve('rollup'));
  const bundle = await rollup({
    input: 'shop',
    plugins: [
      {
        name: 'shop',
        resolveId: (id) => (id === '@footfall/sdk' ? 'index.js' : id.replace('./', '')),
        load: (id) =>
          id === 'shop' ? code : (files?.[id] ?? readFileSync(new URL(`dist/${id}`, sdk), 'utf8')),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

/** Bundles `code`, which imports `@footfall/sdk`, and minifies it. */
export async function bundleUse(code) {
  const { minify } = await import(require.resolve('terser'));
  return (await minify(await treeShaken(code), SHOP_MINIFIER)).code ?? '';
}
