import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/**
 * The folder of a real data set (`cdnow`, `online-retail`).
 *
 * @returns `undefined`, said aloud, where the data are not there: for `describe.skipIf(!folder)`.
 * @throws when `FOOTFALL_TEST_DATA` is set and the folder is not there.
 */
export function dataSet(name: string): string | undefined {
  const named = process.env.FOOTFALL_TEST_DATA;
  const folder = join(named ? resolve(root, named) : resolve(root, '../shared/data'), name);
  if (existsSync(folder)) return folder;
  if (named) throw new Error(`FOOTFALL_TEST_DATA is set, but ${folder} is not there`);
  console.warn(
    `SKIPPED: the data set ${name} is not here; set FOOTFALL_TEST_DATA to the folder that holds it`,
  );
  return undefined;
}
