import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATASETS } from '@footfall/protocol';
import { z } from 'zod';
import type { Reading } from '../../import/layout.js';
import { SETTINGS_FILE } from './watched-file.js';

const names = z.record(z.string(), z.string()).optional();

const settings = z.partialRecord(
  z.enum(Object.keys(DATASETS)),
  z.strictObject({
    map: names,
    set: names,
    exporter: z.string().optional(),
    decimal: z.enum(['point', 'comma']).optional(),
    dates: z.enum(['day', 'month']).optional(),
  }),
);

/** The settings of a site's folder are not as they must be. */
export class SettingsUnusable extends Error {
  override readonly name = 'SettingsUnusable';
}

/**
 * How files of a dataset in a site's folder are to be read, by its `import.json`.
 *
 * @throws SettingsUnusable where that cannot be understood
 */
export async function readSettings(folder: string, dataset: string): Promise<Reading> {
  const file = join(folder, SETTINGS_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new SettingsUnusable(`${file} cannot be read`, { cause });
  }
  try {
    return settings.parse(JSON.parse(text))[dataset] ?? {};
  } catch (cause) {
    const told = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new SettingsUnusable(`${file} cannot be understood: ${told}`, { cause });
  }
}
