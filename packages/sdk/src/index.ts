import { forget as forgetAll, consent as setConsent } from './consent.js';
import { copyOf } from './copy.js';
import { guard } from './guard.js';
import { viewPage } from './pages.js';
import { addHook } from './record.js';
import { type ConsentState, type EventHook, type Settings, settings } from './settings.js';
import { trackShop } from './shop.js';
import type { EventParameters, KnownEvents, OrderParameters } from './shop-events.js';
import { start } from './tracker.js';
import { setCustomer } from './visit.js';

export { dataLayer } from './data-layer.js';
export { timeOnSite } from './engagement.js';
export type { FootfallEvent } from './event.js';
export { forms } from './forms.js';
export { links } from './links.js';
export { canonical } from './pages.js';
export { routes } from './routes.js';
export type { ConsentState, EventHook, Plugin, Settings } from './settings.js';
export type {
  EventParameters,
  Item,
  KnownEvents,
  ListParameters,
  OrderParameters,
  PromotionParameters,
} from './shop-events.js';

const isBrowser = (): boolean => typeof window !== 'undefined';

// On a server nothing is counted, and nothing fails. In a browser a call before `init` is a mistake in the shop's code.
const ready = (): boolean => {
  if (isBrowser() && !settings.site) throw new Error('footfall: call init({ site, endpoint }) first');
  return isBrowser();
};

/**
 * Starts counting visits and page views. Import what else is wanted and pass it in `plugins`, such as `routes` where a router
 * changes pages; what is not imported is not in your bundle. Does nothing on a server.
 *
 * @throws Error when `site` or `endpoint` is missing.
 * @example
 * ```ts
 * import { dataLayer, forms, init, links, routes, timeOnSite } from '@footfall/sdk';
 *
 * init({
 *   site: 'shop',
 *   endpoint: 'https://collector.example/v1/events',
 *   plugins: [routes, timeOnSite, dataLayer, links, forms],
 * });
 * ```
 */
export const init = (given: Settings): void => {
  if (!given.site || !given.endpoint) throw Error('footfall: init needs site and endpoint');
  // On a server it finds no page, which is nobody's error.
  start(given);
};

/**
 * Records an event under one of GA4's names or a name of your own (`[a-z][a-z0-9_]*`, at most 40 characters).
 *
 * @throws Error before `init`.
 * @example
 * ```ts
 * track('search', { search_term: 'boots', results: 12 });
 * track('size_chart_opened', { item_id: 'SKU1' });
 * ```
 */
export const track = <Name extends string>(
  name: Name,
  parameters?: Name extends keyof KnownEvents ? KnownEvents[Name] : EventParameters,
): void => {
  if (ready()) guard(trackShop)(name, parameters as EventParameters | undefined);
};

/**
 * Counts a page view by hand, with parameters of its own; its time on site carries them too. Needed only with
 * `auto: false`.
 *
 * @throws Error before `init`.
 */
export const page = (parameters?: EventParameters): void => {
  if (ready()) guard((about?: EventParameters) => viewPage(copyOf(about)))(parameters);
};

/**
 * Says what the visitor has chosen. `granted` sends what was held since the page loaded, with the times at which it
 * happened; `denied` drops it and removes what an earlier consent left in the browser. Nothing counts as `denied`, and a
 * word of another kind as `pending`.
 *
 * @throws Error before `init`.
 */
export const consent = (choice: ConsentState): void => {
  if (ready()) guard(setConsent)(choice);
};

/**
 * Removes visitor, visit, queue and every other trace from this browser, and counts nothing more on this page.
 *
 * @throws Error before `init`.
 */
export const forget = (): void => {
  if (ready()) guard(forgetAll)();
};

/** Names the customer who is signed in, by the shop's own id; `null` when nobody is. Never an e-mail address. */
export const customer = (id: string | number | null): void => setCustomer(id);

/**
 * Adds a hook that may change or drop each event just before it is queued.
 *
 * @example
 * ```ts
 * hook((event) => (event.url.includes('/admin') ? null : undefined));
 * ```
 */
export const hook = (run: EventHook): void => addHook(run);

/**
 * Records an order, once per `transaction_id` for ever: also over reloads, tabs and retries.
 *
 * @throws Error before `init`.
 * @example
 * ```ts
 * purchase({
 *   transaction_id: 'T1',
 *   currency: 'EUR',
 *   value: 39.9,
 *   tax: 6.37,
 *   shipping: 4.9,
 *   items: [{ item_id: 'SKU1', item_name: 'Boot', price: 19.95, quantity: 2 }],
 * });
 * ```
 */
export const purchase = (order: OrderParameters): void => track('purchase', order);

/** Records a refund of an order, or of some of its items. */
export const refund = (order: OrderParameters): void => track('refund', order);

type Shop<Name extends keyof KnownEvents> = (parameters: KnownEvents[Name]) => void;

/** A list of products was shown. */
export const viewItemList: Shop<'view_item_list'> = (parameters) => track('view_item_list', parameters);
/** A product was chosen from a list. */
export const selectItem: Shop<'select_item'> = (parameters) => track('select_item', parameters);
/** A product was looked at. */
export const viewItem: Shop<'view_item'> = (parameters) => track('view_item', parameters);
/** Products were put on the wishlist. */
export const addToWishlist: Shop<'add_to_wishlist'> = (parameters) => track('add_to_wishlist', parameters);
/** Products were put into the cart. */
export const addToCart: Shop<'add_to_cart'> = (parameters) => track('add_to_cart', parameters);
/** Products were taken out of the cart. */
export const removeFromCart: Shop<'remove_from_cart'> = (parameters) => track('remove_from_cart', parameters);
/** The cart was looked at; `items` is all that it holds. */
export const viewCart: Shop<'view_cart'> = (parameters) => track('view_cart', parameters);
/** Checkout began; `items` is all that the cart holds. */
export const beginCheckout: Shop<'begin_checkout'> = (parameters) => track('begin_checkout', parameters);
/** The way of delivery was chosen. */
export const addShippingInfo: Shop<'add_shipping_info'> = (parameters) =>
  track('add_shipping_info', parameters);
/** The way of payment was chosen. */
export const addPaymentInfo: Shop<'add_payment_info'> = (parameters) => track('add_payment_info', parameters);
/** A promotion was shown. */
export const viewPromotion: Shop<'view_promotion'> = (parameters) => track('view_promotion', parameters);
/** A promotion was clicked. */
export const selectPromotion: Shop<'select_promotion'> = (parameters) =>
  track('select_promotion', parameters);
/** Somebody asked to be contacted. */
export const generateLead: Shop<'generate_lead'> = (parameters) => track('generate_lead', parameters);
/** An account was opened. */
export const signUp: Shop<'sign_up'> = (parameters) => track('sign_up', parameters);
/** Somebody signed in. */
export const login: Shop<'login'> = (parameters) => track('login', parameters);
/** The shop was searched; `results` is how many products were found. */
export const search: Shop<'search'> = (parameters) => track('search', parameters);
/** Something was shared; `method` is the network. */
export const share: Shop<'share'> = (parameters) => track('share', parameters);
