import { consent, forget } from './consent.js';
import { copyOf } from './copy.js';
import { dataLayer, setDialect } from './data-layer.js';
import { decimal } from './decimal.js';
import { timeOnSite } from './engagement.js';
import { forms } from './forms.js';
import { guard, listen } from './guard.js';
import type { Commands } from './join.js';
import { links } from './links.js';
import { canonical, viewPage } from './pages.js';
import { addHook } from './record.js';
import { routes } from './routes.js';
import { type Plugin, type Settings, settings } from './settings.js';
import { trackShop } from './shop.js';
import { writeItem } from './storage.js';
import { start } from './tracker.js';
import { setCustomer } from './visit.js';
import { watchQueue } from './watch-queue.js';

type Call = [command: string, ...given: never[]];

declare global {
  interface Window {
    /** The page's stub at first, which leaves calls in `q`; then the tracker. */
    footfall?: { (...call: Call): void; q?: Call[] };
  }
}

const tag = document.currentScript as HTMLScriptElement | null;

const commands: Commands = {
  track: trackShop,
  page: (about) => viewPage(copyOf(about)),
  consent,
  forget,
  customer: setCustomer,
  hook: addHook,
};

// What is no command is an event's name: footfall('add_to_cart', { … }).
const call = guard((command: string, ...given: never[]): unknown =>
  commands[command] ? commands[command](...given) : trackShop(command, ...given),
);

const replay: Plugin = () => {
  if ((settings as { canonical?: boolean }).canonical) canonical();
  window.ffq?.map(
    guard((joining) => joining(commands, listen, writeItem, decimal, setDialect, watchQueue, guard)),
  );
  const waiting = window.footfall?.q;
  window.footfall = call;
  waiting?.map((entry) => call(...entry));
};

const everything: Plugin = () => {
  timeOnSite();
  replay();
  links();
  forms();
  routes();
  // Last, for the page may have made anything of it.
  dataLayer();
};

if (tag) {
  const given: Record<string, unknown> = {};
  const { dataset } = tag;
  // A bare attribute means yes; "off" and "false" mean no.
  for (const name in dataset)
    given[name] = /^(false|off)$/.test(dataset[name] as string) ? false : dataset[name] || true;
  // Beside the script itself, also where a reverse proxy serves both under a path of the shop.
  given.endpoint ||= new URL('v1/events', tag.src).href;
  given.plugins = [given.auto !== false ? everything : replay];
  // Nothing is done before the page's first paint: calls wait in the stub's queue meanwhile, and a page that nobody saw is not
  // counted. In a hidden or prerendered page there is no frame before somebody sees it.
  requestAnimationFrame(() => setTimeout(start, 1, given as unknown as Settings));
}
