import { AI_ASSISTANTS } from './ai-assistants.js';
import { PAYMENT_HOSTS } from './payment-hosts.js';
import { SEARCH_ENGINES } from './search-engines.js';
import { SHOPPING_SITES, VIDEO_SITES } from './shopping-and-video.js';
import { SIGN_IN_HOSTS } from './sign-in-hosts.js';
import { SOCIAL_NETWORKS } from './social-networks.js';
import { WEBMAIL } from './webmail.js';

/** What a known host is to a shop. Payment and sign-in hosts are steps of a visit, never its source. */
export type SourceKind = 'search' | 'social' | 'ai' | 'shopping' | 'video' | 'mail' | 'payment' | 'sign_in';

/** A known source: what it is, and the name that it has in reports. */
export interface KnownSource {
  readonly kind: SourceKind;
  readonly name: string;
}

/** The rows `name | host host …` of a table of sources. */
function rowsOf(table: string): { name: string; hosts: string[] }[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', hosts = ''] = line.split('|');
      return { name: name.trim(), hosts: hosts.trim().split(/\s+/) };
    });
}

// Search engines are listed by the exact hosts of their result pages: `google.com` must not take `docs.google.com`.
const exact = new Map<string, KnownSource>();
// The rest stands for all hosts below it: `m.facebook.com` is Facebook.
const below = new Map<string, KnownSource>();
const byName = new Map<string, KnownSource>();

function add(kind: SourceKind, table: string, hosts: Map<string, KnownSource>): void {
  for (const row of rowsOf(table)) {
    const source = byName.get(row.name)?.kind === kind ? byName.get(row.name)! : { kind, name: row.name };
    if (!byName.has(row.name)) byName.set(row.name, source);
    for (const host of row.hosts) if (!hosts.has(host)) hosts.set(host, source);
  }
}

// First come, first kept, where two tables have the same host or name.
add('payment', PAYMENT_HOSTS, below);
add('sign_in', SIGN_IN_HOSTS, below);
add('search', SEARCH_ENGINES, exact);
add('ai', AI_ASSISTANTS, below);
add('video', VIDEO_SITES, below);
add('shopping', SHOPPING_SITES, below);
add('social', SOCIAL_NETWORKS, below);
add('mail', WEBMAIL, below);

const SECOND_LEVEL = new Set(['ac', 'co', 'com', 'edu', 'gob', 'gov', 'ne', 'net', 'or', 'org']);

/** `google.co.uk` → `google.{}`: the host with its country ending made a pattern; undefined where it has none. */
function withoutCountry(host: string): string | undefined {
  const last = host.lastIndexOf('.');
  if (last <= 0) return undefined;
  const ending = host.slice(last + 1);
  if (ending === 'com') return `${host.slice(0, last)}.{}`;
  if (ending.length !== 2) return undefined;
  const second = host.lastIndexOf('.', last - 1);
  if (second > 0 && SECOND_LEVEL.has(host.slice(second + 1, last))) return `${host.slice(0, second)}.{}`;
  return `${host.slice(0, last)}.{}`;
}

/** `uk.search.yahoo.com` → `{}.search.yahoo.com`. */
function withoutLeadingCountry(host: string): string | undefined {
  const dot = host.indexOf('.');
  return dot === 2 || dot === 3 ? `{}${host.slice(dot)}` : undefined;
}

/**
 * What is known of a host: the longest listed host that it is, or (all but search engines) lies below.
 *
 * @param host lower case, without port, as `URL.hostname` gives it
 * @returns undefined for a host in no list
 */
export function sourceOfHost(host: string): KnownSource | undefined {
  const name = host.startsWith('www.') ? host.slice(4) : host;
  const pattern = withoutCountry(name);
  const leading = withoutLeadingCountry(name);
  return (
    below.get(name) ??
    exact.get(name) ??
    (pattern === undefined ? undefined : (below.get(pattern) ?? exact.get(pattern))) ??
    (leading === undefined ? undefined : exact.get(leading)) ??
    sourceAbove(name, pattern)
  );
}

function sourceAbove(name: string, pattern: string | undefined): KnownSource | undefined {
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const found = below.get(name.slice(dot + 1));
    if (found !== undefined) return found;
    // The pattern shares all labels but the ending with the name, so the same cut fits it.
    if (pattern === undefined || dot + 1 >= pattern.length - 2) continue;
    const foundInCountry = below.get(pattern.slice(dot + 1));
    if (foundInCountry !== undefined) return foundInCountry;
  }
  return undefined;
}

/** What is known of a source's name as reports show it (`google`, `facebook`), lower case. */
export function sourceOfName(name: string): KnownSource | undefined {
  return byName.get(name);
}
