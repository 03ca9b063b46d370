import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mirrorFolder } from './mirror-folder.mjs';

it('brings what is new or has changed, and takes away what is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-mirror-'));
  try {
    const [from, to] = [join(folder, 'from'), join(folder, 'made/to')];
    mkdirSync(from);
    writeFileSync(join(from, '1-first.sql'), 'one');
    writeFileSync(join(from, '2-second.sql'), 'two');
    mirrorFolder(from, to);
    expect(readdirSync(to)).toEqual(['1-first.sql', '2-second.sql']);

    writeFileSync(join(from, '1-first.sql'), 'one, mended');
    rmSync(join(from, '2-second.sql'));
    mirrorFolder(from, to);
    expect(readdirSync(to)).toEqual(['1-first.sql']);
    expect(readFileSync(join(to, '1-first.sql'), 'utf8')).toBe('one, mended');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
