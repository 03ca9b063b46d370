import { DATASETS, findDataset } from '@footfall/protocol';
import { type ImportAnswer, type ImportOptions, importStream } from './stream.js';

type NamedImport = Omit<ImportOptions, 'dataset'> & { dataset: string };

/** Imports by the names of datasets, for routes that know no more of them. */
export const importer = {
  datasets: Object.keys(DATASETS),

  /** {@link importStream}. @throws RangeError for a name that is not among `datasets` */
  async importStream({ dataset: name, ...options }: NamedImport): Promise<ImportAnswer> {
    const dataset = findDataset(name);
    if (dataset === undefined) throw new RangeError(`there is no dataset ${name}`);
    return importStream({ ...options, dataset });
  },
};
