import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

const root = mkdtempSync(join(tmpdir(), 'footfall-folder-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('makes a folder with all above it, also when it is there', () => {
  const folder = join(root, 'a/b/c');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).isDirectory()).toBe(true);
});

it('refuses the name of a file', () => {
  const file = join(root, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(join(file, 'below'))).toThrow('ENOTDIR');
});

it.skipIf(process.platform !== 'linux')('ends where a folder takes no other', () => {
  expect(() => makeFolder('/proc/footfall/data')).toThrow('ENOENT');
});
