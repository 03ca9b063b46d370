import { InvalidArgumentError, Option } from 'commander';
import { parseTrustProxy, type TrustProxy } from '../enrich/network.js';
import { suggest } from '../http/suggest.js';
import { WrongUse } from './cli-error.js';

// Compose files and shells set variables that they have no value for to an empty text: that is "not set".
const orDefault =
  <T>(fallback: T, read: (text: string) => T) =>
  (text: string): T =>
    text.trim() === '' ? fallback : read(text.trim());

/** Where the data lies. Every command has it. */
export const dataOption = () =>
  new Option('--data <folder>', 'folder of the data')
    .env('FOOTFALL_DATA')
    .default('./data')
    .argParser(orDefault('./data', (text) => text));

/** Which engine keeps the data. Every command has it. */
export const storeOption = () =>
  new Option('--store <kind>', 'what keeps the data: sqlite')
    .env('FOOTFALL_STORE')
    .default('sqlite')
    .argParser(
      orDefault('sqlite', (text) => {
        if (text.toLowerCase() === 'sqlite') return 'sqlite';
        throw new InvalidArgumentError(
          'This version keeps its data in SQLite only: leave the setting out, or say sqlite.',
        );
      }),
    );

/** Port of `serve`; 8787 unless set. */
export const portOption = () =>
  new Option('--port <number>', 'port to listen on; 0 takes a free one')
    .env('FOOTFALL_PORT')
    .default(8787)
    .argParser(
      orDefault(8787, (text) => {
        const port = Number(text);
        if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
        throw new InvalidArgumentError('A port is a number from 0 to 65535.');
      }),
    );

/** Address that `serve` listens on; `localhost` unless set, so that nobody else reaches a first start. */
export const hostOption = () =>
  new Option('--host <name>', 'address to listen on; 0.0.0.0 for all of the machine')
    .env('FOOTFALL_HOST')
    .default('localhost')
    .argParser(orDefault('localhost', (text) => text));

/** A first admin key of one’s own: 16 to 512 printable ASCII characters. */
export const adminKeyOption = () =>
  new Option('--admin-key <key>', 'an admin key of your own instead of a random one; at least 16 characters')
    .env('FOOTFALL_ADMIN_KEY')
    .argParser(
      orDefault<string | undefined>(undefined, (text) => {
        if (/^[\x21-\x7e]{16,512}$/.test(text)) return text;
        throw new InvalidArgumentError('An admin key has 16 to 512 ASCII characters and no blanks.');
      }),
    );

/** Folder whose files are brought in; none unless set. */
export const watchOption = () =>
  new Option('--watch <folder>', 'bring in files that are put into <folder>/<site>/, such as orders-2026.csv')
    .env('FOOTFALL_WATCH')
    .argParser(orDefault<string | undefined>(undefined, (text) => text));

/** Whose `X-Forwarded-For` is believed; nobody’s unless set. */
export const trustProxyOption = () =>
  new Option(
    '--trust-proxy <who>',
    'proxies that are believed about who the client is: true, ranges divided by commas, or cloudflare',
  )
    .env('FOOTFALL_TRUST_PROXY')
    .default(false as TrustProxy, 'false')
    .argParser((text): TrustProxy => {
      const { ok, errors } = parseTrustProxy(text);
      if (errors.length === 0) return ok;
      throw new InvalidArgumentError(errors.map(({ range, message }) => `${range}: ${message}`).join('; '));
    });

/**
 * A switch that a variable can set as well. Commander takes any value of a variable for "on", `0` too.
 *
 * @throws WrongUse for what is neither yes nor no
 */
export function isOn(name: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  const value = (environment[name] ?? '').trim().toLowerCase();
  if (['', '0', 'false', 'no', 'off'].includes(value)) return false;
  if (['1', 'true', 'yes', 'on'].includes(value)) return true;
  throw new WrongUse(`${name} is on (1) or off (0), and not "${value.slice(0, 40)}".`);
}

/** Reads one of a few words, with a hint for a mistyped one. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string): T => {
    const word = text.trim().toLowerCase() as T;
    if (words.includes(word)) return word;
    const hint = suggest(word, words);
    throw new InvalidArgumentError(
      `${hint === undefined ? '' : `${hint[0]?.toUpperCase()}${hint.slice(1)} `}There are ${words.join(', ')}.`,
    );
  };

/** Collects an option that may be given several times. */
export const collect = (text: string, before: string[] | undefined): string[] => [...(before ?? []), text];
