import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreFolder } from '../store/sqlite/restore.js';
import { copyProgress } from './backup.js';
import { dataOption, storeOption } from './options.js';
import { whole } from './table.js';
import type { StoreOptions } from './with-store.js';

/** `footfall restore` */
export function addRestore(program: Command): void {
  program
    .command('restore')
    .argument('<file>', 'a file that "footfall backup" made')
    .summary('put a backup in the place of the database')
    .description(
      'Looks the backup through, copies it, brings it to the newest shape, and puts it in the place of the database. What was there is kept beside it as footfall-replaced-<time>.db. Refused while a collector or another command works on the folder.',
    )
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText('after', '\nExample:\n  footfall restore /mnt/backup/footfall-2026-11-22T03-00-00.db\n')
    .action(restore);
}

async function restore(file: string, flags: StoreOptions): Promise<void> {
  const progress = copyProgress();
  try {
    const { events, kept } = await restoreFolder({
      from: resolve(file),
      folder: flags.data,
      now: new Date(),
      onProgress: progress.update,
    });
    progress.stop();
    process.stdout.write(
      `The database is that of ${file} now, with ${whole(events)} events.\n${
        kept === undefined
          ? ''
          : `What was there is kept as ${relative('.', kept)}; remove it when it is no longer needed.\n`
      }`,
    );
  } finally {
    progress.stop();
  }
}
