import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './harness/root.js';

/** A row of the table that `npm run size` prints: what it is, and its brotli bytes beside the budget. */
interface Row {
  readonly name: string;
  readonly brotli: number;
  readonly budget: number;
}

const BUILT = join(root, 'packages/sdk/dist');

/** Runs `npm run size` over the scripts of a folder. */
async function size(folder: string): Promise<{ code: number | null; table: string }> {
  return new Promise((done) => {
    const script = execFile(process.execPath, ['scripts/size.mjs', folder], { cwd: root }, (_, table) =>
      done({ code: script.exitCode, table }),
    );
  });
}

let rows: Row[];
let code: number | null;

beforeAll(async () => {
  // Over what the build made, as every journey.
  const built = await size(BUILT);
  code = built.code;
  rows = [...built.table.matchAll(/^(\S.*?) +\d+ +\d+ +(\d+)(?: +(\d+))?/gm)].map(
    ([, name, brotli, budget]) => ({
      name: name ?? '',
      brotli: Number(brotli),
      budget: Number(budget),
    }),
  );
});

// The bytes that the project promises, by hand: the table's own budgets are not believed.
describe.each([
  ['footfall.js', 4096],
  ['footfall-dialects.js and footfall-linker.js', 1500],
  ['npm: init and page views alone', 2199],
])('%s', (name, most) => {
  it(`is at most ${most} bytes in brotli, and is measured against that`, () => {
    const row = rows.find((one) => one.name.startsWith(name));
    expect(row?.budget).toBe(most);
    expect(row?.brotli).toBeGreaterThan(0);
    expect(row?.brotli).toBeLessThanOrEqual(most);
  });
});

it('is within its budgets', () => expect(code).toBe(0));

it('ends `npm run size` with 1 when a script is above its budget, and says which', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'footfall-size-'));
  try {
    await cp(BUILT, folder, { recursive: true });
    // What no compression makes smaller.
    await appendFile(join(folder, 'footfall.js'), `//${randomBytes(1000).toString('base64')}`);
    const larger = await size(folder);
    expect(larger.table).toMatch(/^footfall\.js .* ABOVE$/m);
    expect(larger.table.match(/ABOVE/g)).toHaveLength(1);
    expect(larger.code).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
