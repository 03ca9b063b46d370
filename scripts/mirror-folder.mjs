import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `to` hold the files of `from`, and no others. Neither has folders of its own.
 *
 * @param {string} from
 * @param {string} to is made where it is not there
 */
export function mirrorFolder(from, to) {
  mkdirSync(to, { recursive: true });
  const names = readdirSync(from);
  for (const name of names) copyFileSync(join(from, name), join(to, name));
  for (const name of readdirSync(to)) if (!names.includes(name)) rmSync(join(to, name));
}
