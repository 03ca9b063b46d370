import { LIMITS } from '@footfall/protocol/limits';

/** A page by its address. */
export interface Page {
  /** Host name in lower case, without port; empty for an address that has none (`/p/1`). */
  readonly host: string;
  /** Decoded path, with a hash route (`/#/cart`) if there is one; never a query, so no click ids and no campaign. */
  readonly path: string;
  /** All parameters, those inside a hash route or a bare `#utm_…` fragment too. */
  readonly query: URLSearchParams;
}

const ENCODED = /(?:%[0-9a-f]{2})+/gi;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is kept encoded here
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * The path as a person reads it. What has a meaning in a URL (`%2F`, `%3F`, `%23`), is no UTF-8 or would be a
 * control character stays encoded, each stretch for itself, so that a bad one does not spoil the rest.
 */
function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  return path.replace(ENCODED, (encoded) => {
    try {
      const text = decodeURI(encoded);
      return CONTROL.test(text) ? encoded : text;
    } catch {
      return encoded;
    }
  });
}

/** Read without throwing; undefined for what is no URL of a page. */
function parsed(url: string): URL | undefined {
  const text = url.trim();
  // Server events often know the path alone.
  const base = text.startsWith('/') && !text.startsWith('//') ? 'http://path.invalid' : undefined;
  const address = URL.canParse(text, base) ? new URL(text, base) : undefined;
  return address?.protocol === 'http:' || address?.protocol === 'https:' ? address : undefined;
}

/** The address split into its page and its parameters; a hash route is a page of its own. */
function splitHash(hash: string): { route: string; query: string } {
  const isRoute = hash.startsWith('#/') || hash.startsWith('#!/');
  const question = hash.indexOf('?');
  if (isRoute) {
    return question === -1
      ? { route: hash, query: '' }
      : { route: hash.slice(0, question), query: hash.slice(question + 1) };
  }
  return { route: '', query: hash.startsWith('#utm_') ? hash.slice(1) : '' };
}

/**
 * The page that a URL names. Survives any text.
 *
 * @param url absolute `http(s)` URL, or a path that begins with `/`
 * @returns undefined for no URL, one that cannot be read, or one of another scheme
 */
export function pageOf(url: string | undefined): Page | undefined {
  if (url === undefined || url.trim() === '') return undefined;
  const address = parsed(url);
  if (address === undefined) return undefined;
  const { route, query } = splitHash(address.hash);
  const params = address.searchParams;
  for (const [name, value] of new URLSearchParams(query)) if (!params.has(name)) params.append(name, value);
  const host = address.hostname.endsWith('.') ? address.hostname.slice(0, -1) : address.hostname;
  return {
    host: host === 'path.invalid' ? '' : host,
    path: (decodePath(address.pathname || '/') + decodePath(route)).slice(0, LIMITS.urlLength),
    query: params,
  };
}

/** A rule that gives pages a group, as `blog`. */
export interface ContentGroupRule {
  readonly name: string;
  /**
   * A path prefix that ends at a `/` (`/blog` takes `/blog` and `/blog/a`, not `/blogger`), or, with `*` for any
   * characters, the pattern of a whole path (`/de*blog*`).
   */
  readonly pattern: string;
}

/**
 * The group of a page: the name of the first rule whose pattern fits.
 *
 * @param path as `pageOf` gives it
 * @returns null where no rule fits
 */
export function contentGroupOf(path: string, rules: readonly ContentGroupRule[]): string | null {
  for (const rule of rules) {
    const pattern = decodePath(rule.pattern.trim());
    if (pattern === '') continue;
    if (pattern.includes('*') ? fitsGlob(path, pattern) : hasPrefix(path, pattern)) return rule.name;
  }
  return null;
}

function hasPrefix(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  const next = path[prefix.length];
  return prefix.endsWith('/') || next === undefined || next === '/' || next === '#';
}

// Piece by piece from the left, which is linear: a pattern made into a regular expression can be made to hang.
function fitsGlob(path: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (path.length < first.length + last.length || !path.startsWith(first) || !path.endsWith(last))
    return false;
  let from = first.length;
  const end = path.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = path.indexOf(piece, from);
    if (at === -1 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}
