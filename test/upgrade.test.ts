import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mirrorFolder } from '../scripts/mirror-folder.mjs';
import { countIn } from './harness/facts.js';
import { footfall } from './harness/footfall.js';
import { root } from './harness/root.js';

const INSTALLED = join(root, 'packages/collector');

/** A checkout of its own, whose sources can be changed. */
let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'footfall-upgrade-'));
  for (const part of ['bin', 'dist', 'migrations', 'package.json'])
    cpSync(join(INSTALLED, part), join(checkout, part), { recursive: true });
  symlinkSync(join(INSTALLED, 'node_modules'), join(checkout, 'node_modules'));
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

it('a new version changes the database once it is built, and not when its files arrive', async () => {
  const dataFolder = join(checkout, 'data');
  const run = async (...args: string[]) => {
    const { code, stderr } = await footfall(args, {
      dataFolder,
      program: join(checkout, 'bin/footfall.js'),
    });
    expect(code, stderr).toBe(0);
  };
  const changed = () => countIn(dataFolder, "SELECT count(*) FROM migration WHERE name = '2999-next.sql'");

  writeFileSync(join(checkout, 'migrations/2999-next.sql'), 'CREATE TABLE of_the_next_version (id INTEGER);');
  const origin = ['--origin', 'https://shop.example'];
  await run('site', 'add', 'shop', ...origin, '--timezone', 'UTC', '--currency', 'EUR');
  expect(changed()).toBe(0);

  mirrorFolder(join(checkout, 'migrations'), join(checkout, 'dist/migrations'));
  await run('site', 'list');
  expect(changed()).toBe(1);
});
