import { isDate, LIMITS } from '@footfall/protocol';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { fillDemo } from '../demo/fill.js';
import { EVENTS_PER_VISIT } from '../demo/shop.js';
import { ORIGIN } from '../demo/visit.js';
import { newSite, siteInput } from '../settings/site.js';
import type { Site, Store } from '../store/store.js';
import { WrongUse } from './cli-error.js';
import { DEMO_SHOP, DEMO_SITE } from './demo-site.js';
import { checked } from './issues.js';
import { dataOption, storeOption } from './options.js';
import { startProgress } from './progress.js';
import { whole } from './table.js';
import { type StoreOptions, withStore } from './with-store.js';

interface DemoFlags extends StoreOptions {
  site: string;
  visits?: number;
  events?: number;
  days: number;
  seed: number;
  until?: string;
  json?: true;
}

const VISITS = 20_000;

/** `footfall demo` */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .summary('fill a site with a believable shop')
    .description(
      'Fills a site with a made-up shop: visits from many countries and campaigns, orders and returns, costs, newsletters, support cases, competitor prices … The same options give the same shop, to the byte.',
    )
    .option('--site <id>', 'site that is filled; made where it is not there', DEMO_SITE)
    .addOption(number('--visits <number>', `about so many visits (${VISITS})`, 1, 10_000_000))
    .addOption(
      number('--events <number>', 'about so many events, instead of visits', 10, 100_000_000).conflicts(
        'visits',
      ),
    )
    .addOption(number('--days <number>', 'days of history', 1, LIMITS.periodDays).default(400))
    .addOption(number('--seed <number>', 'another number is another shop', 0, 2 ** 31 - 1).default(1))
    .option('--until <date>', 'last day; today, up to now, if left out', dateArgument)
    .option('--json', 'print what was made as JSON')
    .addOption(dataOption())
    .addOption(storeOption())
    .addHelpText(
      'after',
      `
Examples:
  footfall demo
  footfall demo --site bench --events 1000000 --until 2026-06-30
  footfall site remove demo
`,
    )
    .action(demo);
}

const number = (flags: string, description: string, least: number, most: number): Option =>
  new Option(flags, description).argParser((text) => {
    const value = Number(text.replaceAll(/[_,]/g, ''));
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It is a whole number from ${whole(least)} to ${whole(most)}.`);
  });

function dateArgument(text: string): string {
  if (isDate(text.trim())) return text.trim();
  throw new InvalidArgumentError('A date of the calendar is written 2026-01-31.');
}

async function demo(flags: DemoFlags): Promise<void> {
  const visits =
    flags.visits ?? (flags.events === undefined ? VISITS : Math.ceil(flags.events / EVENTS_PER_VISIT));
  const { days, seed } = flags;
  const began = performance.now();
  const filled = await withStore({ ...flags, threads: true, creates: true }, async (store) => {
    const site = await siteToFill(store, flags.site);
    const progress = startProgress({ what: `filling ${site.id}`, total: visits });
    try {
      return await fillDemo(store, site, {
        ...{ visits, days, seed, until: flags.until ?? todayIn(site.timezone), now: Date.now() },
        onProgress: (done) => progress.update(done.visits, `${whole(done.events)} events`),
      });
    } finally {
      progress.stop();
    }
  });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  if (flags.json) {
    process.stdout.write(`${JSON.stringify({ site: flags.site, ...filled, seconds }, null, 2)}\n`);
    return;
  }
  const rows = Object.entries(filled.rows).map(([name, count]) => `${whole(count)} ${name}`);
  process.stdout.write(`Site ${flags.site}: ${whole(filled.visits)} visits, ${whole(filled.events)} events in ${seconds} s; and
${rows.join(', ')}.
"footfall site remove ${flags.site}" takes all of it away again.
`);
}

/** Today's date where the site is. */
export function todayIn(timezone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Date.now())
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toString();
}

async function siteToFill(store: Store, id: string): Promise<Site> {
  const site = store.site(id);
  if (site === undefined)
    return store.addSite(
      newSite(
        checked(siteInput, {
          ...{ id, name: DEMO_SHOP, origins: [ORIGIN], timezone: 'Europe/Berlin', currency: 'EUR' },
          content_groups: [{ name: 'blog', pattern: '/blog' }],
        }),
      ),
    );
  for await (const rows of store.exportRows('visits', site, { from: 0, to: 8_640_000_000_000_000 }))
    if (rows.length > 0)
      throw new WrongUse(
        `Site ${id} has visits already, and those of the demo would be mixed with them: name another --site, or remove it first.`,
      );
  return readyForDemo(store, site);
}

/** Its pages are those of the demo shop too: what comes from there is no foreign referrer. */
export async function readyForDemo(store: Store, site: Site): Promise<Site> {
  const { origins, settings } = site;
  const groups = settings.contentGroups;
  return store.changeSite(site.id, {
    origins: origins.includes(ORIGIN) ? origins : [...origins, ORIGIN],
    settings: {
      ...settings,
      contentGroups: groups.some(({ pattern }) => pattern === '/blog')
        ? groups
        : [...groups, { name: 'blog', pattern: '/blog' }],
    },
  });
}
