import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { changedSite, newSite, siteChange, siteDocument, siteInput } from '../settings/site.js';
import { CliError, WrongUse } from './cli-error.js';
import { checked } from './issues.js';
import { collect, dataOption, storeOption } from './options.js';
import { day, table } from './table.js';
import { findSite, type StoreOptions, withStore } from './with-store.js';

interface SiteFlags extends StoreOptions {
  name?: string;
  origin?: string[];
  timezone?: string;
  currency?: string;
  visitIdleMinutes?: string;
  contentGroup?: string[];
  internalNetwork?: string[];
  keepEventsDays?: string;
  json?: true;
  yes?: true;
}

/** `footfall site` */
export function addSite(program: Command): void {
  const site = program
    .command('site')
    .summary('add, list, change and remove shops')
    .description('Shops whose events are taken.');

  settings(site.command('add').argument('<id>', 'a-z, 0-9, _ and -, such as shop'))
    .description('Adds a site.')
    .addHelpText(
      'after',
      example('site add shop --origin https://shop.example --timezone Europe/Berlin --currency EUR'),
    )
    .action((id: string, flags: SiteFlags) => add(id, flags));
  common(site.command('list').description('Lists the sites.')).action(list);
  common(site.command('show').argument('<id>').description('Shows one site.')).action(show);
  settings(site.command('change').argument('<id>'))
    .description('Changes what is named. Options that can be given several times replace the whole list.')
    .addHelpText('after', example('site change shop --currency GBP --internal-network 192.0.2.0/24'))
    .action(change);
  common(site.command('remove').argument('<id>'))
    .description('Removes a site with all of its data, for ever.')
    .option('--yes', 'do not ask')
    .action(remove);
}

const example = (line: string) => `\nExample:\n  footfall ${line}\n`;

const common = (command: Command): Command =>
  command.option('--json', 'print as the API does').addOption(dataOption()).addOption(storeOption());

const settings = (command: Command): Command =>
  common(
    command
      .option('--name <name>', 'for people')
      .option(
        '--origin <url>',
        'whose pages may send events, such as https://shop.example; several times',
        collect,
      )
      .option('--timezone <zone>', 'IANA name such as Europe/Berlin; days are cut in it')
      .option('--currency <code>', 'ISO 4217 code such as EUR; money is answered in it')
      .option('--visit-idle-minutes <minutes>', 'gap that ends a visit (30)')
      .option(
        '--content-group <name=/path>',
        'pages of a group, such as blog=/journal; several times',
        collect,
      )
      .option('--internal-network <range>', "addresses of the shop's own staff; several times", collect)
      .option(
        '--keep-events-days <days>',
        'raw events go when they are older, the figures made of them stay; "forever" (the default) keeps them',
      ),
  );

function fieldsOf(flags: SiteFlags): Record<string, unknown> {
  const groups = flags.contentGroup?.map((text) => {
    const at = text.indexOf('=');
    if (at < 1) throw new WrongUse(`--content-group "${text}": write name=/path, such as blog=/journal`);
    return { name: text.slice(0, at), pattern: text.slice(at + 1) };
  });
  const fields = {
    name: flags.name,
    origins: flags.origin,
    timezone: flags.timezone,
    currency: flags.currency,
    visit_idle_minutes: flags.visitIdleMinutes === undefined ? undefined : numberOf(flags.visitIdleMinutes),
    content_groups: groups,
    internal_networks: flags.internalNetwork,
    keep_events_days: daysOf(flags.keepEventsDays),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function daysOf(text: string | undefined): number | string | null | undefined {
  if (text === undefined) return undefined;
  return text.trim().toLowerCase() === 'forever' ? null : numberOf(text);
}

/** What is no number is left as it was written, so that the refusal shows that. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

async function add(id: string, flags: SiteFlags): Promise<void> {
  const missing = [
    { option: '--origin https://shop.example', given: flags.origin },
    { option: '--timezone Europe/Berlin', given: flags.timezone },
    { option: '--currency EUR', given: flags.currency },
  ].filter(({ given }) => given === undefined);
  if (missing.length > 0)
    throw new WrongUse(`A new site needs ${missing.map(({ option }) => option).join(', ')}`);
  const input = checked(siteInput, { id, ...fieldsOf(flags) });
  const site = await withStore({ ...flags, creates: true }, async (store) => {
    if (store.site(input.id) !== undefined)
      throw new CliError(
        `There is a site "${input.id}" already; "footfall site change ${input.id}" changes it.`,
      );
    return store.addSite(newSite(input));
  });
  if (flags.json) return print(siteDocument(site));
  process.stdout.write(
    `Site ${site.id} takes events from ${site.origins.join(', ')}.
Its pages need this, with the address of this collector:
  <script>window.footfall=window.footfall||function(){(footfall.q=footfall.q||[]).push(arguments)}</script>
  <script async src="https://your-collector/footfall.js" data-site="${site.id}"></script>
`,
  );
}

async function list(flags: SiteFlags): Promise<void> {
  const sites = await withStore(flags, async (store) => store.sites().map(siteDocument));
  if (flags.json) return print(sites);
  if (sites.length === 0) {
    process.stdout.write(
      `There is no site yet.${example('site add shop --origin https://shop.example --timezone Europe/Berlin --currency EUR')}`,
    );
    return;
  }
  const rows = sites.map((site) => [
    site.id,
    site.name,
    site.timezone,
    site.currency,
    day(site.created),
    site.origins.join(' '),
  ]);
  process.stdout.write(`${table(['id', 'name', 'timezone', 'currency', 'created', 'origins'], rows)}\n`);
}

async function show(id: string, flags: SiteFlags): Promise<void> {
  const site = await withStore(flags, async (store) => siteDocument(findSite(store, id)));
  if (flags.json) return print(site);
  const rows = Object.entries(site).map(([name, value]) => [
    name,
    name === 'created'
      ? day(Number(value))
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value),
  ]);
  process.stdout.write(`${table(['setting', 'value'], rows)}\n`);
}

async function change(id: string, flags: SiteFlags): Promise<void> {
  const fields = fieldsOf(flags);
  if (Object.keys(fields).length === 0)
    throw new WrongUse('Nothing to change was named: give an option such as --currency GBP.');
  const wanted = checked(siteChange, fields);
  const site = await withStore(flags, async (store) =>
    store.changeSite(id, changedSite(findSite(store, id), wanted)),
  );
  if (flags.json) return print(siteDocument(site));
  process.stdout.write(`Site ${site.id} was changed.\n`);
}

async function remove(id: string, flags: SiteFlags): Promise<void> {
  await withStore(flags, async (store) => {
    const site = findSite(store, id);
    if (flags.yes === undefined) await confirm(site.id);
    await store.removeSite(site.id);
  });
  if (flags.json) return print({ removed: id });
  process.stdout.write(`Site ${id} and all of its data are gone.\n`);
}

async function confirm(id: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new WrongUse(`This removes all data of ${id} for ever. Say --yes where nobody can be asked.`);
  const question = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await question.question(
      `This removes all data of ${id} for ever. Write its id to go on: `,
    );
    if (answer.trim() !== id) throw new CliError('Nothing was removed.');
  } finally {
    question.close();
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
