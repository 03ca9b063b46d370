import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShopFolder } from './shop-folder.js';

let folder: ShopFolder;
beforeAll(async () => {
  folder = await ShopFolder.withShop();
});
afterAll(() => folder.remove());

describe('footfall site', () => {
  it('adds, shows, changes, lists and removes', async () => {
    expect(await folder.json(['site', 'show', 'shop'])).toMatchObject({
      id: 'shop',
      name: 'shop',
      origins: ['https://shop.example'],
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      visit_idle_minutes: 30,
    });
    await folder.json([
      ...['site', 'add', 'other', '--origin', 'https://a.example', '--origin', 'https://b.example'],
      ...['--timezone', 'Asia/Tokyo', '--currency', 'jpy', '--name', 'The other'],
      ...[
        '--content-group',
        'blog=/journal',
        '--internal-network',
        '192.0.2.0/24',
        '--visit-idle-minutes',
        '45',
      ],
    ]);
    expect(await folder.json(['site', 'change', 'other', '--currency', 'KWD'])).toMatchObject({
      origins: ['https://a.example', 'https://b.example'],
      currency: 'KWD',
      name: 'The other',
      content_groups: [{ name: 'blog', pattern: '/journal' }],
      internal_networks: ['192.0.2.0/24'],
      visit_idle_minutes: 45,
    });
    expect((await folder.run(['site', 'list'])).stdout).toMatch(/^other .*Asia\/Tokyo +KWD/m);
    expect(await folder.json(['site', 'remove', 'other', '--yes'])).toEqual({ removed: 'other' });
    expect(await folder.json<unknown[]>(['site', 'list'])).toHaveLength(1);
  });

  it('does not add a site twice', async () => {
    const { code, stderr } = await folder.run([
      ...[
        'site',
        'add',
        'shop',
        '--origin',
        'https://other.example',
        '--timezone',
        'UTC',
        '--currency',
        'USD',
      ],
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('footfall site change shop');
  });
});

describe('footfall key', () => {
  it('shows a key once, and revokes it', async () => {
    const made = await folder.json<{ id: string; key: string }>([
      ...['key', 'add', '--role', 'reader', '--site', 'shop'],
    ]);
    expect(made).toMatchObject({ role: 'reader', sites: ['shop'], key: expect.stringMatching(/^ff_.{43}$/) });
    const { stdout } = await folder.run(['key', 'list']);
    expect(stdout).toContain(made.id);
    expect(stdout).not.toContain(made.key);
    expect(await folder.json(['key', 'remove', made.id])).toEqual({ removed: made.id });
    const again = await folder.run(['key', 'remove', made.id]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('footfall key list')]);
  });
});
