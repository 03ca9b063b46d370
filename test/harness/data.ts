import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './root.js';

const told = new Set<string>();

/**
 * The folder of a real data set (`online-retail`, `cdnow`, …): below `FOOTFALL_TEST_DATA`, else below
 * `../shared/data` as seen from the root of the checkout.
 *
 * @returns `undefined`, said aloud once, where the data are not there: `describe.skipIf(!folder)`.
 * @throws when `FOOTFALL_TEST_DATA` is set and the folder is not there.
 */
export function dataFolder(name: string): string | undefined {
  const named = process.env.FOOTFALL_TEST_DATA;
  const folder = join(named ? resolve(root, named) : resolve(root, '../shared/data'), name);
  if (existsSync(folder)) return folder;
  if (named) throw new Error(`FOOTFALL_TEST_DATA is set, but ${folder} is not there`);
  if (!told.has(name)) {
    told.add(name);
    console.warn(
      `SKIPPED: the data set ${name} is not here; set FOOTFALL_TEST_DATA to the folder that holds it`,
    );
  }
  return undefined;
}
