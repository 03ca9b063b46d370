import { settings } from './settings.js';

// Everything that the SDK leaves in a browser starts with this word, so that `eraseAll` finds all of it.
const PREFIX = 'footfall';
// The longest life that browsers grant a cookie: 400 days.
const COOKIE_SECONDS = 34_560_000;

let allowed = false;

/** Cookie-less and undecided visitors leave nothing in the browser. */
export const allowStorage = (allow: boolean): void => {
  allowed = allow;
};

// Storage can be switched off, full, or taken away at any moment; whoever calls these keeps what matters in memory.

export const readItem = (name: string): string | null => {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
};

/**
 * Writes an item, or removes it when `value` is `null`.
 *
 * @returns whether the value is in storage now.
 */
export const writeItem = (name: string, value: string | null): boolean => {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else if (allowed) {
      localStorage.setItem(PREFIX + name, value);
      return true;
    }
  } catch {}
  return false;
};

/** Names of our items that start with `start`, the common prefix left out. */
export const itemNames = (start: string): string[] => {
  try {
    return allowed
      ? Object.keys(localStorage)
          .filter((name) => name.startsWith(PREFIX + start))
          .map((name) => name.slice(PREFIX.length))
      : [];
  } catch {
    return [];
  }
};

const cookie = (name: string, value: string, seconds: number): void => {
  document.cookie =
    `${PREFIX}${name}=${value};path=/;max-age=${seconds};samesite=lax` +
    (settings.domain ? `;domain=${settings.domain}` : '') +
    (location.protocol === 'https:' ? ';secure' : '');
};

/** The dot-separated fields of one of our cookies; empty when it is not there. */
export const readCookie = (name: string): string[] => {
  try {
    return (`; ${document.cookie}`.split(`; ${PREFIX}${name}=`)[1] || '').split(';')[0]!.split('.');
  } catch {
    return [];
  }
};

export const writeCookie = (name: string, fields: (string | number)[]): void => {
  try {
    if (allowed) cookie(name, fields.join('.'), COOKIE_SECONDS);
  } catch {}
};

/** Removes every trace that the SDK left in this browser. */
export const eraseAll = (): void => {
  const before = allowed;
  allowed = true;
  for (const name of itemNames('')) writeItem(name, null);
  allowed = before;
  try {
    cookie('', '', 0);
    cookie('_visit', '', 0);
  } catch {}
};
