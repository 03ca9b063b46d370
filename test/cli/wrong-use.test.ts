import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShopFolder } from './shop-folder.js';

let folder: ShopFolder;
beforeAll(async () => {
  folder = await ShopFolder.withShop();
});
afterAll(() => folder.remove());

describe('footfall --help', () => {
  it.each([
    [['--help'], ['serve', 'import', 'export', 'rebuild', 'site', 'key', 'Exit codes']],
    [
      ['serve', '--help'],
      ['FOOTFALL_PORT', 'FOOTFALL_DEV', '--demo-shop', 'Examples'],
    ],
    [
      ['import', '--help'],
      ['exchange_rates', '[unit_cost]', 'Examples', 'Exit codes'],
    ],
    [
      ['export', '--help'],
      ['events, visits, orders', 'Examples'],
    ],
    [['rebuild', '--help'], ['Example']],
    [
      ['backup', '--help'],
      ['--to', '--force', 'Example'],
    ],
    [
      ['restore', '--help'],
      ['<file>', 'kept', 'Example'],
    ],
    [
      ['retention', '--help'],
      ['--dry-run', 'keep_events_days', 'Examples'],
    ],
    [
      ['site', '--help'],
      ['add', 'list', 'show', 'change', 'remove'],
    ],
    [
      ['site', 'add', '--help'],
      ['--origin', '--timezone', '--currency', 'Example'],
    ],
    [
      ['key', '--help'],
      ['add', 'list', 'remove'],
    ],
    [
      ['key', 'add', '--help'],
      ['writer, guest, reader, admin', 'Examples'],
    ],
  ])('%j shows what there is', async (args, words) => {
    const { code, stdout, stderr } = await folder.run(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Usage: footfall/);
    for (const word of words) expect(stdout).toContain(word);
  });
});

describe('wrong use', () => {
  const shop = ['--site', 'shop'];
  it.each<[string, string[], ...string[]]>([
    ['no command', [], 'Usage:'],
    ['a mistyped command', ['improt'], 'Did you mean import?'],
    ['an unknown option', ['import', 'orders', 'x.csv', '--sit', 'shop'], '--site'],
    ['a missing option', ['import', 'orders', 'x.csv'], "required option '--site <id>'"],
    ['an import of nothing', ['import', ...shop], "missing required argument 'dataset'"],
    ['an import without a file', ['import', 'orders', ...shop], "missing required argument 'file'"],
    ['an export of what is not there', ['export', 'money', ...shop], 'events, visits, orders'],
    ['a mistyped dataset', ['import', 'order', 'x.csv', ...shop], 'Did you mean orders?'],
    [
      'a mistyped format',
      ['import', 'orders', '-', ...shop, '--format', 'xml'],
      'There are csv, ndjson, json',
    ],
    ['a file that is not there', ['import', 'orders', 'nowhere.csv', ...shop], 'no file nowhere.csv'],
    ['a folder for a file', ['import', 'orders', 'packages', ...shop], 'is a folder'],
    ['a mistyped site', ['import', 'orders', '-', '--site', 'shpo'], 'did you mean shop?'],
    ['too much', ['rebuild', 'all'], 'too many arguments'],
    [
      'a site without its zone and currency',
      ['site', 'add', 'new', '--origin', 'https://a.example'],
      '--timezone Europe/Berlin, --currency EUR',
    ],
    ['minutes that are no number', ['site', 'change', 'shop', '--visit-idle-minutes', 'many'], '"many"'],
    ['a demo site of no name', ['demo', '--site', 'Big!', '--visits', '10'], 'site id "Big!"'],
    [
      'settings that are none',
      ['site', 'add', 'new', '--origin', 'a.example', '--timezone', 'Berlin', '--currency', 'EURO'],
      ...['--origin "a.example"', '--timezone "Berlin"', '--currency "EURO"'],
    ],
    [
      'a site id that is none',
      [
        ...['site', 'add', 'Bad Name', '--origin', 'https://a.example'],
        ...['--timezone', 'UTC', '--currency', 'EUR'],
      ],
      'site id "Bad Name"',
    ],
    ['removal of a site that is not there', ['site', 'remove', 'nowhere'], '"nowhere"'],
    ['a change of nothing', ['site', 'change', 'shop'], 'Nothing to change'],
    ['removal that nobody confirmed', ['site', 'remove', 'shop'], '--yes'],
    ['a mistyped role', ['key', 'add', '--role', 'reder'], 'Did you mean reader?'],
    ['a role that is none', ['key', 'add', '--role', 'boss'], 'writer, guest, reader, admin'],
    ['a key for no site', ['key', 'add', '--role', 'reader', '--site', 'shpo'], 'did you mean shop?'],
    ['a date that is none', ['export', 'orders', ...shop, '--from', '2026-02-30'], '2026-01-31'],
    [
      'a period backwards',
      ['export', 'orders', ...shop, '--from', '2026-02-02', '--to', '2026-02-01'],
      'swap',
    ],
    ['a port that is none', ['serve', '--port', '99999'], '0 to 65535'],
    ['an admin key that anybody guesses', ['serve', '--admin-key', 'short'], '16 to 512'],
    ['no demo shop', ['serve', '--demo-shop', 'packages'], '--demo-shop examples/storefront'],
  ])('%s: says what to do, and ends with 2', async (_, args, ...words) => {
    const { code, stdout, stderr } = await folder.run(args);
    for (const one of words) expect(stderr).toContain(one);
    expect(stderr).not.toMatch(/\n {4}at |not foreseen/);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('a wrong FOOTFALL_DEMO is named, and ends the command', async () => {
    const run = await folder.run(['serve', '--demo', '--demo-shop'], {
      env: { FOOTFALL_DEMO: 'perhaps' },
      timeout: 30_000,
    });
    expect(run.stderr).toContain('FOOTFALL_DEMO is on (1) or off (0)');
    expect(run.code).toBe(2);
  });

  it.each([
    ['FOOTFALL_PORT', 'web', '0 to 65535'],
    ['FOOTFALL_STORE', 'http://clickhouse:8123', 'SQLite only'],
    ['FOOTFALL_ADMIN_KEY', 'short', '16 to 512'],
    ['FOOTFALL_TRUST_PROXY', '10.0.0.0/99', '10.0.0.0/99'],
    ['FOOTFALL_DEV', 'perhaps', 'FOOTFALL_DEV'],
  ])('a wrong %s is named', async (name, value, words) => {
    const { code, stderr } = await folder.run(['serve'], { env: { [name]: value } });
    expect(stderr).toContain(name);
    expect(stderr).toContain(words);
    expect(code).toBe(2);
  });

  it.each([
    [['site', 'list']],
    [['key', 'list']],
    [['import', 'orders', '-', ...shop]],
    [['export', 'orders', ...shop]],
    [['rebuild']],
    [['retention']],
    [['backup']],
  ])('%j in a mistyped data folder is refused, and makes none', async (args) => {
    const { code, stderr } = await folder.run([...args, '--data', folder.path('mistyped')]);
    expect(stderr).toContain('There is no database in');
    expect(code).toBe(5);
    expect(existsSync(folder.path('mistyped'))).toBe(false);
  });

  it('tells of a database that was made for a first key', async () => {
    const args = ['key', 'add', '--role', 'admin', '--data', folder.path('first')];
    const first = await folder.run(args);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain(`A new database was made in ${folder.path('first')}`);
    expect((await folder.run(args)).stderr).not.toContain('database');
  });

  it.skipIf(process.platform !== 'linux')('tells of a data folder that cannot be made', async () => {
    const { code, stderr } = await folder.run(['serve', '--data', '/proc/footfall/data']);
    expect(stderr).toContain('check the folder and its permissions');
    expect(code).toBe(5);
  });

  it('tells of a backup that has no place', async () => {
    await writeFile(folder.path('file'), '');
    const { code, stderr } = await folder.run(['backup', '--to', folder.path('file/x.db')]);
    expect(stderr).toContain('name another place with --to');
    expect(code).toBe(1);
  });

  it('tells of a data folder that cannot be used, and leaves it as it is', async () => {
    await mkdir(folder.path('broken'));
    await writeFile(folder.path('broken/footfall.db'), 'this is no database '.repeat(100));
    const { code, stderr } = await folder.run(['site', 'list', '--data', folder.path('broken')]);
    expect(stderr).toContain('not a Footfall database');
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(code).toBe(5);
  });

  it('shows where an error happened when asked', async () => {
    const { stderr } = await folder.run(['import', 'orders', 'nowhere.csv', '--site', 'shop'], {
      env: { FOOTFALL_DEBUG: '1' },
    });
    expect(stderr).toMatch(/\n {4}at /);
  });
});
