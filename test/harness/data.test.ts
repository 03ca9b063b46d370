import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dataFolder } from './data.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-data-'));
  mkdirSync(join(folder, 'cdnow'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('finds a data set where FOOTFALL_TEST_DATA says', () => {
  vi.stubEnv('FOOTFALL_TEST_DATA', folder);
  expect(dataFolder('cdnow')).toBe(join(folder, 'cdnow'));
});

it('fails where FOOTFALL_TEST_DATA names a folder without it', () => {
  vi.stubEnv('FOOTFALL_TEST_DATA', folder);
  expect(() => dataFolder('online-retail')).toThrow('is not there');
});

it('skips aloud, once, where nobody has said that the data should be here', () => {
  vi.stubEnv('FOOTFALL_TEST_DATA', undefined);
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  expect(dataFolder('no-such-set')).toBeUndefined();
  expect(dataFolder('no-such-set')).toBeUndefined();
  expect(warn.mock.calls).toEqual([[expect.stringContaining('SKIPPED: the data set no-such-set')]]);
});
