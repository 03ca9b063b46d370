import { consent } from './consent.js';
import { guard } from './guard.js';
import { consentState } from './mode.js';
import type { ConsentState } from './settings.js';
import { trackShop } from './shop.js';
import { watchQueue } from './watch-queue.js';

type Entry = { event: string; ecommerce?: object | null };

let announced: object | null | undefined | false;
let dialect: ((entry: object) => unknown) | undefined;

/** Adds an older dialect: `read` sees each entry first, and answers whether it was its own. */
export const setDialect = (read: (entry: never) => unknown): void => {
  dialect = guard(read as (entry: object) => unknown);
};

// Only what GA4 defines for shops and leads is taken over: a data layer holds much else, some of it personal.
const take = (name: string, parameters: Record<string, unknown>): void => {
  if (
    /^((generate|begin|view|select|add|remove)_|(share|sign_up|login|purchase|search|refund)$)/.test(name)
  ) {
    const data: Record<string, unknown> = {};
    for (const field in parameters) {
      const value = parameters[field];
      if (
        field === 'items' ||
        (typeof value !== 'object' && !/^(customer|phone|event|gtm|user|e?mail)|@/.test(`${field} ${value}`))
      )
        data[field] = value;
    }
    trackShop(name, data);
  }
};

const read = (entry: Entry): void => {
  // The arguments of gtag(); nothing for a plain object.
  const [command, name, parameters = {}] = Array.from(entry as never) as [
    string?,
    string?,
    Record<string, unknown>?,
  ];
  const { analytics_storage: storage } = parameters as { analytics_storage?: ConsentState };
  if (command === 'event') take(name!, parameters);
  else if (command === 'consent') {
    // An update is the visitor's choice; a default that grants nothing waits for it.
    if (storage)
      if (name === 'update') consent(storage);
      else if (storage !== 'granted' && !consentState) consent('pending');
  } else if (!dialect?.(entry)) {
    // Some shops push the products first, and then the event that they belong to.
    const { event, ecommerce = announced } = entry;
    announced = !event && ecommerce;
    // Universal Analytics names the action inside; that is another dialect.
    if (!(ecommerce as Record<string, unknown>)?.[event]) take(event, { ...ecommerce, ...entry });
  }
};

/**
 * Takes over what the page says to GA4 by `dataLayer.push` or `gtag`: shop and lead events, before and after this call,
 * and consent. A shop that has GA4 changes nothing.
 */
export const dataLayer = (): void => {
  const page = window as { dataLayer?: Entry[] };
  // biome-ignore lint/suspicious/noAssignInExpressions: the shortest way to make the array where there is none.
  watchQueue((page.dataLayer ||= []), read);
};
