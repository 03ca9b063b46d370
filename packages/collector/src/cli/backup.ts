import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { backupFolder, type CopyProgress, FileExists } from '../store/sqlite/backup.js';
import { isUnused, noDatabase } from '../store/sqlite/database.js';
import { makeFolder } from '../store/sqlite/make-folder.js';
import { CliError } from './cli-error.js';
import { dataOption, storeOption } from './options.js';
import { type Progress, startProgress } from './progress.js';
import { mebibytes, whole } from './table.js';
import type { StoreOptions } from './with-store.js';

interface BackupFlags extends StoreOptions {
  to?: string;
  force?: true;
}

/** `footfall backup` */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .summary('copy the whole database into one file, also while a collector runs')
    .description(
      'Copies the database, as it is at one moment, into one file. A running collector goes on taking events meanwhile. The copy is looked through and put onto the disk before it gets its name: a file of that name is a whole backup. "footfall restore" puts it back.',
    )
    .option('--to <file>', 'the file; or a folder, for a file named by the time (<data>/backups/)')
    .option('--force', 'replace the file when it is there')
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText('after', '\nExample:\n  footfall backup --data /var/lib/footfall --to /mnt/backup/\n')
    .action(backup);
}

async function backup(flags: BackupFlags): Promise<void> {
  // Before its folder is made, which may lie in that of the data.
  if (isUnused(flags.data)) throw noDatabase(flags.data);
  const started = Date.now();
  const to = target(flags, new Date(started));
  makeFolderFor(to);
  const progress = copyProgress();
  try {
    const { file, bytes, events } = await backupFolder({
      folder: flags.data,
      to,
      force: flags.force ?? false,
      onProgress: progress.update,
    });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    progress.stop();
    process.stdout.write(
      `${file}\n${whole(events)} events, ${mebibytes(bytes)}, checked, in ${seconds} s.\n`,
    );
  } catch (error) {
    if (error instanceof FileExists) throw new CliError(error.message);
    throw error;
  } finally {
    progress.stop();
  }
}

function target({ to, data }: BackupFlags, now: Date): string {
  const name = `footfall-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.db`;
  if (to === undefined) return join(resolve(data), 'backups', name);
  return to.endsWith('/') || isFolder(to) ? join(resolve(to), name) : resolve(to);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function makeFolderFor(file: string): void {
  try {
    makeFolder(dirname(file));
  } catch (cause) {
    throw new CliError(
      `${dirname(file)} cannot be made, or is no folder (${(cause as NodeJS.ErrnoException).code}): name another place with --to.`,
      undefined,
      { cause },
    );
  }
}

/** A bar for each of the two phases of a copy. */
export function copyProgress(): { update(progress: CopyProgress): void; stop(): void } {
  let shown: { phase: CopyProgress['phase']; progress: Progress } | undefined;
  return {
    update({ phase, done, total }) {
      if (shown?.phase !== phase) {
        shown?.progress.stop();
        shown = { phase, progress: startProgress({ what: phase, total }) };
      }
      const unit = phase === 'copying' ? 'pages' : 'tables';
      shown.progress.update(done, `${whole(done)} of ${whole(total)} ${unit}`);
    },
    stop() {
      shown?.progress.stop();
      shown = undefined;
    },
  };
}
