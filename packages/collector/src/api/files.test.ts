import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../app.fixture.js';
import { loadAssets } from './asset.js';
import { loadDashboard } from './dashboard.js';

const SCRIPT = `/* Footfall */ ${'console.log("hello");'.repeat(50)}`;

const DASHBOARD = new URL('../../../dashboard/public', import.meta.url).pathname;
const dashboard = { page: new Map(), assets: new Map() };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footfall-files-'));
  await Promise.all([
    writeFile(join(folder, 'footfall.js'), SCRIPT),
    writeFile(join(folder, 'vitals.js'), 'export {};'),
    writeFile(join(folder, 'index.d.ts'), 'export {};'),
    writeFile(join(folder, 'secret.json'), '{}'),
    writeFile(join(folder, 'index.html'), '<h1>Shop</h1>'),
  ]);
});
afterEach(() => rm(folder, { recursive: true }));

describe('/footfall.js', () => {
  async function setUp() {
    return createTestApp({ files: { script: await loadAssets(folder, ['.js']), dashboard } });
  }

  it('is served to shops of any origin, to be kept for an hour', async () => {
    const { ask } = await setUp();
    const response = await ask('GET', '/footfall.js');
    expect(await response.text()).toBe(SCRIPT);
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('cache-control')).toContain('max-age=3600');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });

  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
    ['zstd', null, (body: Buffer) => body],
    ['', null, (body: Buffer) => body],
  ])('is compressed for %j as %s', async (accepted, encoding, decompress) => {
    const { ask } = await setUp();
    const response = await ask('GET', '/footfall.js', { headers: { 'accept-encoding': accepted } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(decompress(Buffer.from(await response.arrayBuffer())).toString()).toBe(SCRIPT);
  });

  it('answers 304 to who has it already, and to no one else', async () => {
    const { ask } = await setUp();
    const etag = (await ask('GET', '/footfall.js')).headers.get('etag') as string;
    const again = (tag: string) => ask('GET', '/footfall.js', { headers: { 'if-none-match': tag } });
    const known = await again(`"other", W/${etag}`);
    expect(known.status).toBe(304);
    expect(await known.text()).toBe('');
    expect(known.headers.get('access-control-allow-origin')).toBe('*');
    expect((await again('"other"')).status).toBe(200);
  });

  it('has its chunks beside it, and nothing else', async () => {
    const { ask } = await setUp();
    expect((await ask('GET', '/vitals.js')).status).toBe(200);
    for (const path of ['/index.d.ts', '/secret.json', '/index.html', '/nothing.js', '/..%2fsecret.json'])
      expect((await ask('GET', path)).status).toBe(404);
  });

  it('says what to do when it is not built yet', async () => {
    const script = await loadAssets(join(folder, 'dist'), ['.js']);
    const { ask } = await createTestApp({ files: { script, dashboard } });
    expect(await (await ask('GET', '/footfall.js')).json()).toMatchObject({
      error: { hint: 'the script is not built yet: npm run build' },
    });
  });
});

describe('the demo shop', () => {
  it('is there when it is asked for, and stays in its folder', async () => {
    const files = { script: new Map(), dashboard };
    const { ask } = await createTestApp({ files: { ...files, shop: folder } });
    expect((await ask('GET', '/shop')).headers.get('location')).toBe('/shop/');
    expect(await (await ask('GET', '/shop/')).text()).toBe('<h1>Shop</h1>');
    for (const path of [
      '/shop/nothing',
      '/shop/../package.json',
      '/shop/%2e%2e/package.json',
      '/shop//etc/passwd',
    ])
      expect((await ask('GET', path)).status).toBe(404);
    const without = await createTestApp({ files });
    expect((await without.ask('GET', '/shop/')).status).toBe(404);
  });
});

describe('the dashboard', () => {
  async function setUp() {
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'assets/main-x1.js'), SCRIPT);
    return createTestApp({ files: { script: new Map(), dashboard: await loadDashboard(folder) } });
  }

  it('lets nothing of another origin in, and is framed by nobody', async () => {
    const { ask } = await setUp();
    const response = await ask('GET', '/');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it.each(['/', '/start', '/s/shop', '/s/shop/kpi/revenue'])('is the same page at %s', async (path) => {
    const { ask } = await setUp();
    const response = await ask('GET', path);
    expect(await response.text()).toBe('<h1>Shop</h1>');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const again = await ask('GET', path, {
      headers: { 'if-none-match': response.headers.get('etag') as string },
    });
    expect(again.status).toBe(304);
  });

  it('has files that never change under their names, and no others', async () => {
    const { ask } = await setUp();
    const script = await ask('GET', '/assets/main-x1.js');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(await script.text()).toBe(SCRIPT);
    for (const path of ['/assets/other.js', '/assets/..%2fsecret.json', '/assets/', '/nothing'])
      expect((await ask('GET', path)).status).toBe(404);
  });

  it('says what to do when it is not built yet', async () => {
    const { ask } = await createTestApp({
      files: { script: new Map(), dashboard: await loadDashboard(join(folder, 'dist')) },
    });
    expect(await (await ask('GET', '/')).json()).toMatchObject({
      error: { hint: 'the dashboard is not built yet: npm run build' },
    });
  });
});

describe('/docs', () => {
  it('shows the document with a viewer of its own, and nothing of another origin', async () => {
    // The icon is that of the dashboard.
    const icons = await loadAssets(DASHBOARD, ['.svg']);
    const { ask } = await createTestApp({
      files: { script: new Map(), dashboard: { page: icons, assets: new Map() } },
    });
    const page = await ask('GET', '/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const text = await page.text();
    const named = [...text.matchAll(/(?:src|href|spec-url)="([^"]+)"/g)].map(([, path]) => path as string);
    expect(named).toEqual(expect.arrayContaining(['/docs/rapidoc.js', '/openapi.json']));
    for (const path of named) expect([path, (await ask('GET', path)).status]).toEqual([path, 200]);
    const viewer = await ask('GET', '/docs/rapidoc.js', { headers: { 'accept-encoding': 'gzip' } });
    expect(viewer.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(gunzipSync(await viewer.arrayBuffer()).toString()).toContain('rapi-doc');
  });
});
