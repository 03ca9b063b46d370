import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../scripts/run.mjs';
import { type PackedSdk, packSdk } from './harness/packed-sdk.js';
import { root } from './harness/root.js';

let sdk: PackedSdk;

beforeAll(async () => {
  sdk = await packSdk();
});
afterAll(() => sdk?.remove());

/** Runs a program of node_modules in the shop's folder. @throws with what it wrote, when it does not end well. */
async function node(args: readonly string[]): Promise<string> {
  const { ok, output, ending } = await run(process.execPath, args, {
    cwd: sdk.shop,
    quiet: true,
    // Colours, where a terminal or CI asks for them, would stand between the words.
    env: { FORCE_COLOR: '0', NO_COLOR: '1' },
  });
  if (!ok) throw new Error(`${ending}\n${output}`);
  return output;
}

it('holds the scripts with their types, the licence and the README, and nothing else', async () => {
  const paths = await readdir(sdk.folder, { recursive: true });
  expect(paths).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'dist/footfall.js', 'dist/index.d.ts', 'dist/index.js']),
  );
  expect(
    paths.filter((path) => !/^(dist|LICENSE|README\.md|package\.json|dist\/[\w-]+\.(d\.ts|js))$/.test(path)),
  ).toEqual([]);
});

it('is clean by publint', async () => {
  const manifest = JSON.parse(await readFile(join(sdk.folder, 'package.json'), 'utf8'));
  const { messages } = await publint({ pkgDir: sdk.folder, pack: false, strict: true });
  expect(messages.map((message) => formatMessage(message, manifest))).toEqual([]);
});

it('is clean by “are the types wrong”, as a package of ES modules alone', async () => {
  const attw = join(root, 'test/node_modules/@arethetypeswrong/cli/dist/index.js');
  // Its exit code tells of problems; this, that it has looked.
  const told = await node([attw, sdk.tarball, '--profile', 'esm-only', '--no-emoji']);
  expect(told).toMatch(/"@footfall\/sdk"\s+node16 \(from ESM\): OK \(ESM\)\s+bundler: OK/);
});

it('needs no other package where it is installed', async () => {
  const manifest = JSON.parse(await readFile(join(sdk.folder, 'package.json'), 'utf8'));
  expect([manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('touches nothing when it is imported', async () => {
  // A browser in which every look at the page is an error, and Node's own globals counted before and after.
  const script = `
    for (const name of ['window', 'document', 'navigator', 'location', 'history', 'screen', 'localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, { configurable: true, get() { throw new Error('import read ' + name); } });
    for (const name of ['setTimeout', 'setInterval', 'queueMicrotask', 'fetch', 'addEventListener'])
      globalThis[name] = () => { throw new Error('import called ' + name); };
    const names = () => Object.getOwnPropertyNames(globalThis).sort().join();
    const before = names();
    const { init, purchase } = await import('@footfall/sdk');
    if (names() !== before) throw new Error('import made a global');
    process.stdout.write(typeof init + ' ' + typeof purchase);`;
  expect(await node(['--input-type=module', '--eval', script])).toBe('function function');
});

it('does nothing on a server, and fails there no more than in a browser', async () => {
  const script = `
    import { init, purchase } from '@footfall/sdk';
    init({ site: 'shop', endpoint: 'https://collector.example/v1/events' });
    purchase({ transaction_id: 'T1', currency: 'EUR', value: 1, items: [] });`;
  // That it ends shows that no timer was left behind.
  expect(await node(['--input-type=module', '--eval', script])).toBe('');
});

const bundled = async (code: string): Promise<string> => {
  const { outputFiles } = await build({
    ...{ bundle: true, write: false, format: 'esm', minify: true, logLevel: 'silent' },
    stdin: { contents: code, resolveDir: sdk.shop },
  });
  return outputFiles[0]?.text ?? '';
};

it('leaves out of a bundle what the shop does not import', async () => {
  expect(await bundled("import '@footfall/sdk'")).toBe('');
  const start = await bundled("import { init } from '@footfall/sdk'; init({ site: 's', endpoint: 'e' })");
  expect(start).toContain('page_view');
  expect(start).not.toContain('form_submit');
  expect(start).not.toContain('user_engagement');
});

it('keeps the script tag’s file in a bundle that imports it for what it does', async () => {
  expect(await bundled("import '@footfall/sdk/footfall.js'")).toContain('page_view');
});

const SHOP_CODE = `
import { addToCart, hook, init, purchase, search, timeOnSite, track } from '@footfall/sdk';
import type { FootfallEvent, Item, Settings } from '@footfall/sdk';
import { watchVitals } from '@footfall/sdk/vitals';

const settings: Settings = {
  site: 'shop',
  endpoint: 'https://collector.example/v1/events',
  plugins: [timeOnSite],
};
hook((event: FootfallEvent) => (event.url.includes('/admin') ? null : undefined));
init(settings);
const items: Item[] = [{ item_id: 'SKU1', price: 19.95, quantity: 2 }];
addToCart({ currency: 'EUR', value: 39.9, items });
purchase({ transaction_id: 'T1', currency: 'EUR', value: 39.9, items });
track('size_chart_opened', { item_id: 'SKU1' });
watchVitals(track);
// @ts-expect-error an order has an id
purchase({ currency: 'EUR', value: 39.9, items });
// @ts-expect-error a search has a term
search({ results: 12 });
`;

it('brings its types along: a shop’s code is checked with nothing but the package installed', async () => {
  await writeFile(join(sdk.shop, 'shop.mts'), SHOP_CODE);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const strict = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    'false',
    '--exactOptionalPropertyTypes',
    '--ignoreConfig',
  ];
  const browser = ['--target', 'ES2022', '--lib', 'ES2022,DOM', '--module', 'NodeNext'];
  expect(await node([tsc, ...strict, ...browser, 'shop.mts'])).toBe('');
});
