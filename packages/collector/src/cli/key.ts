import { type Command, InvalidArgumentError, Option } from 'commander';
import { keyDocument, keyInput, mintKey, ROLES } from '../settings/key.js';
import type { Role } from '../store/store.js';
import { CliError } from './cli-error.js';
import { checked } from './issues.js';
import { collect, dataOption, oneOf, storeOption } from './options.js';
import { day, table } from './table.js';
import { findSite, type StoreOptions, withStore } from './with-store.js';

interface KeyFlags extends StoreOptions {
  role: Role;
  site?: string[];
  expires?: number;
  json?: true;
}

/** `footfall key` */
export function addKey(program: Command): void {
  const key = program
    .command('key')
    .summary('make, list and revoke keys of the API')
    .description('Keys of the API. Only their hashes are kept.');

  common(key.command('add'))
    .description('Makes a key and shows it, this once.')
    .addOption(
      new Option('--role <role>', `${ROLES.join(', ')}; a guest only looks on, an admin may do all`)
        .argParser(oneOf(ROLES))
        .makeOptionMandatory(),
    )
    .option('--site <id>', 'site that it is for; several times; all if left out', collect)
    .addOption(
      new Option(
        '--expires <when>',
        'days from now such as 30d, or a date: from then on it opens nothing',
      ).argParser(momentToCome),
    )
    .addHelpText(
      'after',
      `
Examples:
  footfall key add --role reader --site shop
  footfall key add --role reader --site shop --expires 30d
  footfall key add --role admin      (the way back in when the admin key is lost)
`,
    )
    .action(add);
  common(key.command('list').description('Lists the keys, without their secrets.')).action(list);
  common(key.command('remove').argument('<id>', 'as in the list'))
    .description('Revokes a key at once.')
    .action(remove);
}

const DAY_MS = 86_400_000;

const common = (command: Command): Command =>
  command.option('--json', 'print as the API does').addOption(dataOption()).addOption(storeOption());

async function add(flags: KeyFlags): Promise<void> {
  const input = checked(keyInput, { role: flags.role, sites: flags.site, expires: flags.expires });
  const minted = mintKey();
  const key = await withStore({ ...flags, creates: true }, async (store) => {
    for (const id of input.sites ?? []) findSite(store, id);
    return store.addKey({ id: minted.id, ...input }, minted.hash);
  });
  if (flags.json) return print({ ...keyDocument(key), key: minted.secret });
  process.stdout.write(
    `${minted.secret}\n\nThis is the key, shown this once: ${key.role} of ${key.sites?.join(', ') ?? 'all sites'}${key.expires === null ? '' : `, until ${new Date(key.expires).toISOString()}`}. "footfall key remove ${key.id}" revokes it.\n`,
  );
}

async function list(flags: KeyFlags): Promise<void> {
  const keys = await withStore(flags, async (store) => store.keys().map(keyDocument));
  if (flags.json) return print(keys);
  if (keys.length === 0) {
    process.stdout.write('There is no key yet. "footfall key add --role admin" makes one.\n');
    return;
  }
  const rows = keys.map((key) => [
    key.id,
    key.role,
    key.sites?.join(' ') ?? '(all)',
    day(key.created),
    ends(key.expires),
  ]);
  process.stdout.write(`${table(['id', 'role', 'sites', 'created', 'expires'], rows)}\n`);
}

async function remove(id: string, flags: KeyFlags): Promise<void> {
  const admins = await withStore(flags, async (store) => {
    if (!(await store.removeKey(id)))
      throw new CliError(`There is no key "${id.slice(0, 64)}". "footfall key list" shows the ids.`);
    return store.keys().filter(({ role }) => role === 'admin').length;
  });
  if (flags.json) return print({ removed: id });
  process.stdout.write(
    `Key ${id} is revoked.${admins === 0 ? ' There is no admin key now; "footfall key add --role admin" makes one.' : ''}\n`,
  );
}

/** `30d`, `2026-12-31` (the first moment of that day, UTC) or a moment with its zone. */
function momentToCome(text: string): number {
  const days = /^(\d{1,4})d$/.exec(text.trim())?.[1];
  const time = days === undefined ? Date.parse(text) : Date.now() + Number(days) * DAY_MS;
  if (Number.isNaN(time))
    throw new InvalidArgumentError('Write days such as 30d, or a date such as 2026-12-31.');
  if (time <= Date.now()) throw new InvalidArgumentError('That is in the past.');
  return time;
}

function ends(expires: number | null): string {
  if (expires === null) return 'never';
  return expires > Date.now() ? day(expires) : `${day(expires)} (over)`;
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
