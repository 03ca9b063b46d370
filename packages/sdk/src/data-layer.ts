import { consent } from './consent.js';
import { consentState } from './consent-state.js';
import { guard } from './guard.js';
import { trackShop } from './shop.js';

// Only what GA4 defines for shops and leads is taken over: a data layer holds much else, some of it personal.
const NAMES =
  /^(view_(item(_list)?|cart|promotion)|select_(item|promotion)|add_(to_(cart|wishlist)|(shipping|payment)_info)|remove_from_cart|begin_checkout|purchase|refund|generate_lead|sign_up|login|search|share)$/;
const PERSONAL = /^(user|customer|e?mail|phone|event)|@/;

type Entry = Record<string | number, unknown>;

let lastEcommerce: object | null | undefined;

const shopFields = (entry: object): object =>
  Object.fromEntries(
    Object.entries(entry).filter(
      ([name, value]) =>
        !PERSONAL.test(name) &&
        !PERSONAL.test(`_${value}`) &&
        (name === 'items' || typeof value !== 'object'),
    ),
  );

const takeConsent = (kind: unknown, choice: Entry | undefined): void => {
  const storage = choice?.analytics_storage;
  if (!storage) return;
  // A default denial waits for the visitor's choice; an update is that choice.
  if (kind === 'update') consent(storage === 'granted' ? 'granted' : 'denied');
  else if (!consentState && storage === 'denied') consent('pending');
};

const read = (entry: Entry | null | undefined): void => {
  if (!entry || typeof entry !== 'object') return;
  if (entry[0] === 'consent') takeConsent(entry[1], entry[2] as Entry);
  if ('ecommerce' in entry) lastEcommerce = entry.ecommerce as object | null;
  const name = (entry[0] === 'event' ? entry[1] : entry.event) as string;
  if (!NAMES.test(name)) return;
  const flat = entry[0] === 'event' ? entry[2] : entry;
  trackShop(name, shopFields((entry[0] !== 'event' && lastEcommerce) || (flat as object) || {}));
};

/**
 * Takes over what the page says to GA4 by `dataLayer.push` or `gtag`: shop and lead events, before and after this call,
 * and consent. A shop that has GA4 changes nothing.
 */
export const dataLayer = (): void => {
  const page = window as { dataLayer?: Entry[] };
  page.dataLayer ||= [];
  const layer = page.dataLayer;
  for (const entry of layer) guard(read)(entry);
  const push = layer.push;
  layer.push = function (...entries) {
    const answer = push.apply(this, entries);
    for (const entry of entries) guard(read)(entry);
    return answer;
  };
};
