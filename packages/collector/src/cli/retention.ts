import type { Command } from 'commander';
import type { RetentionReport } from '../store/store.js';
import { dataOption, storeOption } from './options.js';
import { startProgress } from './progress.js';
import { day, table, whole } from './table.js';
import { type StoreOptions, withStore } from './with-store.js';

interface RetentionFlags extends StoreOptions {
  dryRun?: true;
  json?: true;
}

/** `footfall retention` */
export function addRetention(program: Command): void {
  program
    .command('retention')
    .summary('let raw events go that are older than their site keeps them')
    .description(
      'Raw events that are older than the setting keep_events_days of their site go, in small steps; visits, orders and all other figures stay, and change no more. A running collector does this by itself once a day. The file does not get smaller: its free space is used again.',
    )
    .option('--dry-run', 'only say what would go')
    .option('--json', 'print as JSON')
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      '\nExamples:\n  footfall site change shop --keep-events-days 395\n  footfall retention --dry-run\n',
    )
    .action(retention);
}

async function retention(flags: RetentionFlags): Promise<void> {
  const reports = await withStore(flags, async (store) => {
    const reports = await store.retentionReport();
    const total = reports.reduce((sum, { events }) => sum + events, 0);
    // Also when there is nothing to go: a run that was killed at its end has not said yet that it is done.
    if (flags.dryRun) return reports;
    const progress = startProgress({ what: 'letting events go', total });
    try {
      await store.retain({
        onProgress: (gone) => progress.update(gone, `${whole(gone)} of ${whole(total)} events`),
      });
    } finally {
      progress.stop();
    }
    return reports;
  });
  process.stdout.write(
    flags.json ? `${JSON.stringify(reports, null, 2)}\n` : said(reports, flags.dryRun === true),
  );
}

function said(reports: readonly RetentionReport[], dryRun: boolean): string {
  const rows = reports.map(({ site, days, before, events }) => [
    site,
    days === null ? 'for ever' : `${whole(days)} days`,
    before === 0 ? '–' : day(before),
    whole(events),
  ]);
  return `${table(['site', 'keeps events', 'sealed before', dryRun ? 'would go' : 'gone'], rows)}\n`;
}
