import { guard, listen } from './guard.js';
import { currentRoute, route, viewPage } from './pages.js';

// A moment later: routers replace and push in one go, and frameworks set the title after the route. Before the first
// page view there is nothing to follow.
const follow = (): void => {
  setTimeout(guard(() => route && currentRoute() !== route && viewPage()));
};

/** Counts a page view at each change of route, for shops whose router changes the page without loading it. */
export const routes = (): void => {
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', follow);
  else {
    listen('popstate hashchange', follow);
    for (const name of ['pushState', 'replaceState'] as const) {
      const original = history[name];
      history[name] = function (this: History, ...given: Parameters<typeof original>) {
        follow();
        return original.apply(this, given);
      };
    }
  }
};
