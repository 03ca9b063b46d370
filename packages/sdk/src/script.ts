import { consent, forget } from './consent.js';
import { dataLayer, setDialect } from './data-layer.js';
import { decimal } from './decimal.js';
import { timeOnSite } from './engagement.js';
import { forms } from './forms.js';
import { guard, listen } from './guard.js';
import { type Commands, type Inside, STARTS } from './join.js';
import { links } from './links.js';
import { viewPage } from './pages.js';
import { addHook } from './record.js';
import { routes } from './routes.js';
import type { Plugin, Settings } from './settings.js';
import { trackShop } from './shop.js';
import { writeItem } from './storage.js';
import { start } from './tracker.js';
import { setCustomer } from './visit.js';
import { watchQueue } from './watch-queue.js';

type Call = [command: string, ...given: unknown[]];

const page = window as { footfall?: { (...call: Call): void; q?: ArrayLike<unknown>[] } };
const tag = document.currentScript as HTMLScriptElement | null;

const commands: Commands = {
  track: trackShop,
  page: viewPage,
  consent,
  forget,
  customer: setCustomer,
  hook: addHook,
};

// A bare attribute means yes; "off" and "false" mean no.
const read = (data: DOMStringMap): Settings => {
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data))
    settings[name] = /^(off|false)$/.test(value!) ? false : value || true;
  return settings as unknown as Settings;
};

// What is no command is an event's name: footfall('add_to_cart', { … }).
const call = guard((command: string, ...given: never[]): unknown =>
  commands[command] ? commands[command](...given) : trackShop(command, ...given),
);

const replay: Plugin = () => {
  const inside: Inside = [commands, listen, writeItem, decimal, setDialect, watchQueue, guard];
  dispatchEvent(new CustomEvent(STARTS, { detail: inside }));
  const waiting = page.footfall?.q || [];
  page.footfall = call as NonNullable<typeof page.footfall>;
  for (const entry of waiting) call(...(entry as unknown as [string]));
};

if (tag) {
  const settings = read(tag.dataset);
  // Beside the script itself, also where a reverse proxy serves both under a path of the shop.
  settings.endpoint ||= new URL('v1/events', tag.src).href;
  settings.plugins =
    settings.auto === false ? [replay] : [timeOnSite, replay, dataLayer, links, forms, routes];
  start(settings);
}
