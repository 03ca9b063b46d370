// What a shop's own bundler makes of the npm build: tree-shaken and minified, without any help from our side.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const sdk = new URL('../packages/sdk/', import.meta.url);
const require = createRequire(new URL('package.json', sdk));

/** Bundles `code`, which imports `@footfall/sdk`, and minifies it. */
export async function bundleUse(code) {
  const { rollup } = await import(require.resolve('rollup'));
  const { minify } = await import(require.resolve('terser'));
  const bundle = await rollup({
    input: 'shop',
    plugins: [
      {
        name: 'shop',
        resolveId: (id) =>
          id === 'shop'
            ? id
            : id === '@footfall/sdk'
              ? fileURLToPath(new URL('dist/index.js', sdk))
              : undefined,
        load: (id) => (id === 'shop' ? code : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const result = await minify(output[0].code, {
    ecma: 2020,
    module: true,
    toplevel: true,
    compress: { passes: 2 },
  });
  return result.code ?? '';
}
