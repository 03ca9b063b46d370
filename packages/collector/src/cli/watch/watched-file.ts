import { relative, sep } from 'node:path';
import { DATASETS, type DatasetName } from '@footfall/protocol';
import { formatOfFileName } from '../../import/format.js';

/** Folders beside the files where they go when they are done with. */
export const DONE = 'done';
export const FAILED = 'failed';

/** Name of the file in which a site's folder says how its files are to be read. */
export const SETTINGS_FILE = 'import.json';

/** What a file in the watched folder is by its place and name: `<site>/<dataset>….csv`. */
export interface WatchedFile {
  site: string;
  name: string;
  /** `undefined`: its name begins with none. */
  dataset: DatasetName | undefined;
  /** Whether its ending is that of a format. */
  isReadable: boolean;
}

// What browsers, spreadsheets and copying programs call files that are not whole or not for others.
const PASSING = /^[.~]|~$|\.(part|partial|tmp|temp|crdownload|download|filepart|swp)$/i;

// The longest name first: order_items-2026.csv are no orders.
const BY_LENGTH = (Object.keys(DATASETS) as DatasetName[]).sort((one, two) => two.length - one.length);

/** @returns `undefined` for what is not to be looked at: folders of the done, settings, files on their way. */
export function watchedFile(root: string, path: string): WatchedFile | undefined {
  const [site, name, ...deeper] = relative(root, path).split(sep);
  if (site === undefined || name === undefined || deeper.length > 0) return undefined;
  if (name === SETTINGS_FILE || PASSING.test(name) || site.startsWith('.')) return undefined;
  const lower = name.toLowerCase().replaceAll('-', '_');
  return {
    site,
    name,
    dataset: BY_LENGTH.find((dataset) => lower.startsWith(dataset)),
    isReadable: formatOfFileName(name) !== undefined,
  };
}
