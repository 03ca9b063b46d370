import { guard } from './guard.js';
import { settings } from './settings.js';

// Browsers cut a cookie's life to the longest that they grant: 400 days.
const COOKIE_SECONDS = 4e7;

type Store = Record<string, string>;

// What cannot be stored, because storage is switched off, full, taken away or not consented to, lives as long as the page.
let store: Store = {};
let allowed: boolean;

/** Cookie-less and undecided visitors leave nothing in the browser. */
export const allowStorage = (allow: boolean): void => {
  if (allow !== allowed) store = allow ? guard(() => Object.assign(localStorage, store))() || store : {};
  allowed = allow;
};

export const readItem = (name: string): string | undefined => store[name];

export const removeItem = (name: string): void => {
  delete store[name];
};

export const writeItem = (name: string, value: string): void => {
  try {
    store[name] = value;
  } catch {
    // Full. From here on this page remembers by itself.
    store = { ...store, [name]: value };
  }
};

/** Names of items that start with `start`, sorted. */
export const itemNames = (start: string): string[] =>
  Object.keys(store)
    .filter((name) => !name.indexOf(start))
    .sort();

/** All cookies of the page; nothing where there can be none. */
export const readCookies = /* @__PURE__ */ guard(() => document.cookie);

const setCookie = /* @__PURE__ */ guard((name: string, seconds: number, domain = ''): void => {
  document.cookie = `footfall${name};path=/;samesite=lax;max-age=${seconds};domain=${domain}`;
});

/** Sets the cookie. */
export const writeCookie = (value: string): void => {
  if (allowed) setCookie(`=${value}`, COOKIE_SECONDS, settings.domain);
};

/** Removes both cookies: the script's own, and the one that the collector sets for this host alone. */
export const eraseCookies = (): void => {
  for (const name of ['=', '_id=']) {
    setCookie(name, 0);
    setCookie(name, 0, settings.domain);
  }
};

/** Removes every trace that the SDK left in this browser: all of it starts with this word. */
export const eraseAll = (): void => {
  // After storage was full, this page has a copy of its own, which is not what is to be erased.
  allowStorage(false);
  allowStorage(true);
  itemNames('footfall').map(removeItem);
  eraseCookies();
};
