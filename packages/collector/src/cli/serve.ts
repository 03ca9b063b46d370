import type { Command } from 'commander';
import {
  adminKeyOption,
  dataOption,
  hostOption,
  portOption,
  storeOption,
  trustProxyOption,
  watchOption,
} from './options.js';
import type { ServeFlags } from './run-collector.js';

/** `footfall serve` */
export function addServe(program: Command): void {
  program
    .command('serve')
    .summary('run the collector')
    .description('Takes events and answers KPIs until it is stopped. The first start shows an admin key.')
    .addOption(portOption())
    .addOption(hostOption())
    .addOption(dataOption())
    .addOption(storeOption())
    .addOption(adminKeyOption())
    .addOption(trustProxyOption())
    .addOption(watchOption())
    .option('--dev', 'also take events from pages on http://localhost (env: FOOTFALL_DEV)')
    .option(
      '--demo-shop [folder]',
      'also serve the demo shop at /shop/, and make its site "demo" where it is not there',
    )
    .option(
      '--demo',
      'on the first start, with --demo-shop, fill its site with a year of a believable shop (FOOTFALL_DEMO=0: never)',
    )
    .option('--no-demo', 'leave that site empty')
    .addHelpText(
      'after',
      `
Examples:
  footfall serve
  footfall serve --port 9000 --host 0.0.0.0 --data /var/lib/footfall --trust-proxy true
  footfall serve --dev --demo-shop examples/storefront
`,
    )
    // The server's libraries take a while to load, and no other command needs them.
    .action(async (flags: ServeFlags) => (await import('./run-collector.js')).runCollector(flags));
}
