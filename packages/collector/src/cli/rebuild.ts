import type { Command } from 'commander';
import { dataOption, storeOption } from './options.js';
import { startProgress } from './progress.js';
import { day, whole } from './table.js';
import { type StoreOptions, withStore } from './with-store.js';

/** `footfall rebuild` */
export function addRebuild(program: Command): void {
  program
    .command('rebuild')
    .summary('make all facts again from events and imports')
    .description(
      'Empties visits, orders and all other facts and makes them again from the logged events and the imports. Until it is done the old facts are answered; if it is stopped, nothing has changed. A running collector cannot store events meanwhile, and tells browsers to come again.',
    )
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText('after', '\nExample:\n  footfall rebuild --data ./data\n')
    .action(rebuild);
}

async function rebuild(flags: StoreOptions): Promise<void> {
  const started = Date.now();
  const { events, reports } = await withStore({ ...flags, threads: true }, async (store) => {
    let progress: ReturnType<typeof startProgress> | undefined;
    let events = 0;
    try {
      await store.rebuild(({ done, total }) => {
        progress ??= startProgress({ what: 'rebuilding', total });
        progress.update(done, `${whole(done)} of ${whole(total)} events`);
        events = total;
      });
    } finally {
      progress?.stop();
    }
    return { events, reports: await store.retentionReport() };
  });
  const sealed = reports.filter(({ before }) => before > 0);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `All facts were made again from ${whole(events)} events and the imports in ${seconds} s.\n`,
  );
  for (const { site, before } of sealed)
    process.stdout.write(
      `Of ${site}, what lies before ${day(before)} is sealed, for its events are gone: its visits and carts stayed as they were.\n`,
    );
}
