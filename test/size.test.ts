import { execFile } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './harness/root.js';

/** A row of the table that `npm run size` prints: what it is, and its brotli bytes beside the budget. */
interface Row {
  readonly name: string;
  readonly brotli: number;
  readonly budget: number;
}

let rows: Row[];
let code: number | null;

beforeAll(async () => {
  // Over what the build made, as every journey.
  const table = await new Promise<string>((done) => {
    const size = execFile(process.execPath, ['scripts/size.mjs'], { cwd: root }, (_, output) => {
      code = size.exitCode;
      done(output);
    });
  });
  rows = [...table.matchAll(/^(\S.*?) +\d+ +\d+ +(\d+)(?: +(\d+))?/gm)].map(([, name, brotli, budget]) => ({
    name: name ?? '',
    brotli: Number(brotli),
    budget: Number(budget),
  }));
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

it('ends `npm run size` well only while nothing is above its budget', () => {
  expect(code).toBe(rows.some(({ brotli, budget }) => brotli > budget) ? 1 : 0);
});
