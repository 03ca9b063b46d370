import { guard, listen } from './guard.js';
import { seen, viewPage } from './pages.js';
import { settings } from './settings.js';

// What tells one page of the site from another.
const routeOf = (href: string): string => {
  const { pathname, hash } = new URL(href);
  return pathname + (settings.hash && hash);
};

// A moment later: routers replace and push in one go, and frameworks set the title after the route. Before the first
// page view there is nothing to follow.
const follow = (): void => {
  setTimeout(guard(() => seen && routeOf(seen) !== routeOf(location.href) && viewPage()));
};

/** Counts a page view at each change of route, for shops whose router changes the page without loading it. */
export const routes = (): void => {
  // It hears of routes that routers set by it; the others go over the history, in every browser.
  (window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', follow);
  listen('popstate hashchange', follow);
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name];
    history[name] = (...given) => {
      follow();
      return original.apply(history, given);
    };
  }
};
