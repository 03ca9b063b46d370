import { isbot, isbotMatch } from 'isbot';
import { LRUCache } from 'lru-cache';
import type { ClientHints } from './client-hints.js';
import { brandsOf } from './client-hints.js';
import { pageOf } from './page.js';

/** What a batch is judged by. */
export interface BotInput {
  readonly userAgent: string | undefined;
  readonly hints?: ClientHints | undefined;
  /** Address of the page that the batch speaks of. */
  readonly url?: string | undefined;
  /** `navigator.webdriver`, where the browser says it. */
  readonly webdriver?: boolean | undefined;
}

// Longer than any browser's; what is behind it is not looked at, so that no text takes long.
const LOOKED_AT = 1024;
const HEADLESS =
  /headless|phantomjs|slimerjs|puppeteer|playwright|cypress|electron.*nightmare|selenium|htmlunit|jsdom/i;
const LIBRARY =
  /^(?:curl|wget|python|python-requests|python-urllib|aiohttp|httpx|go-http-client|java|okhttp|axios|node|node-fetch|undici|got|bun|deno|ruby|faraday|php|guzzlehttp|perl|lwp|libwww-perl|apache-httpclient|postmanruntime|insomnia|httpie|dart|rest-client|reqwest|winhttp|powershell|scrapy|colly)(?:[/ (]|$)/i;
const CRAWLER_NAME =
  /([a-z][a-z0-9_.-]{0,39}?(?:bot|spider|crawler|externalhit|slurp|lighthouse|preview|monitor)[a-z0-9_-]{0,20})/i;
// Pages kept by others: their script runs there, but nobody is in the shop.
const COPIES = new Set([
  'web.archive.org',
  'archive.org',
  'archive.ph',
  'archive.today',
  'webcache.googleusercontent.com',
]);

/**
 * Why a batch was sent by a machine and not by a person. The reason is kept with the visit, which is counted
 * apart and never dropped.
 *
 * @returns null for a person; else `webdriver`, `prefetch`, `empty_user_agent`, `headless`, `library`, `copy`,
 * `spider_named:<name>` (lower case, at most 60 characters) or `crawler`
 */
export function botReason(input: BotInput): string | null {
  if (input.webdriver === true) return 'webdriver';
  // A page fetched ahead and never shown; one that is shown later says so by itself.
  if (/prefetch|preview/i.test(input.hints?.purpose ?? '')) return 'prefetch';
  const agent = (input.userAgent ?? '').trim().slice(0, LOOKED_AT);
  if (agent === '' || agent === '-') return 'empty_user_agent';
  if (HEADLESS.test(agent) || brandsOf(input.hints?.brands).some((brand) => HEADLESS.test(brand)))
    return 'headless';
  if (LIBRARY.test(agent)) return 'library';
  if (isCopy(input.url)) return 'copy';
  return crawlerOf(agent);
}

/** The lists of crawlers are long, and a shop sees few user agents again and again. */
const crawlers = new LRUCache<string, { reason: string | null }>({ max: 10_000 });

function crawlerOf(agent: string): string | null {
  let known = crawlers.get(agent);
  if (known === undefined) {
    known = { reason: isbot(agent) ? crawlerReason(agent) : null };
    crawlers.set(agent, known);
  }
  return known.reason;
}

function crawlerReason(agent: string): string {
  const name = (CRAWLER_NAME.exec(agent)?.[1] ?? '').toLowerCase();
  if (name.length > 3) return `spider_named:${name}`;
  const matched = (isbotMatch(agent) ?? '').toLowerCase();
  return /^[a-z][a-z0-9_.-]{3,39}$/.test(matched) && matched !== 'http'
    ? `spider_named:${matched}`
    : 'crawler';
}

function isCopy(url: string | undefined): boolean {
  const host = pageOf(url)?.host;
  return host !== undefined && COPIES.has(host);
}
