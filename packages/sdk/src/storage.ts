import { guard } from './guard.js';
import { settings } from './settings.js';

// The longest life that browsers grant a cookie: 400 days.
const COOKIE_SECONDS = 34_560_000;

let allowed: boolean;
// What cannot be stored, because storage is switched off, full, taken away or not consented to, lives as long as the page.
const memory: Record<string, string> = {};

/** Cookie-less and undecided visitors leave nothing in the browser. */
export const allowStorage = (allow: boolean): void => {
  allowed = allow;
};

export const readItem = /* @__PURE__ */ guard(
  (name: string): string | undefined | false => memory[name] || (allowed && localStorage[name]),
);

export const removeItem = /* @__PURE__ */ guard((name: string): void => {
  delete memory[name];
  delete localStorage[name];
});

export const writeItem = /* @__PURE__ */ guard((name: string, value: string): void => {
  memory[name] = value;
  if (allowed) {
    localStorage[name] = value;
    delete memory[name];
  }
});

const stored = /* @__PURE__ */ guard(() => allowed && localStorage);

/** Names of items that start with `start`, sorted. */
export const itemNames = (start: string): string[] =>
  [memory, stored() || {}]
    .flatMap((items) => Object.keys(items))
    .filter((name) => name.startsWith(start))
    .sort();

/** All cookies of the page; nothing where there can be none. */
export const readCookies = /* @__PURE__ */ guard(() => document.cookie);

/** Sets a cookie, or removes it when `seconds` is 0. */
export const writeCookie = /* @__PURE__ */ guard(
  (name: string, value: string, seconds = COOKIE_SECONDS): void => {
    if (allowed)
      document.cookie = `${name}=${value};path=/;samesite=lax;max-age=${seconds};domain=${settings.domain || ''}`;
  },
);

/** Removes every trace that the SDK left in this browser: all of it starts with this word. */
export const eraseAll = (): void => {
  allowed = true;
  itemNames('footfall').forEach(removeItem);
  writeCookie('footfall', '', 0);
  writeCookie('footfall_id', '', 0);
};
