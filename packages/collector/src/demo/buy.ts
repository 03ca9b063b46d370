import type { Item } from '@footfall/protocol';
import type { Promotion } from './calendar.js';
import { priceIn } from './catalogue.js';
import { PRICE_FACTOR, rounded } from './countries.js';
import type { Line } from './person.js';
import type { PlacedOrder, Visit } from './visit.js';

const PAYMENTS = ['card', 'card', 'card', 'paypal', 'paypal', 'klarna', 'apple_pay', 'invoice'];

/** Puts a product into the cart. */
export function addToCart(visit: Visit, cart: Line[], line: Line): void {
  const known = cart.find(({ product }) => product === line.product);
  if (known) known.quantity += line.quantity;
  else cart.push(line);
  const item = visit.item(line);
  visit.say('add_to_cart', { currency: visit.currency, value: worth(visit, [item]), items: [item] });
}

/** Looks at the cart, and may take something out. */
export function viewCart(visit: Visit, cart: Line[]): void {
  visit.open('/cart', 'Your cart');
  visit.say('view_cart', contents(visit, cart));
  if (!visit.random.chance(0.07)) return;
  const gone = visit.random.pick(cart);
  cart.splice(cart.indexOf(gone), 1);
  visit.say('remove_from_cart', { currency: visit.currency, items: [visit.item(gone)] });
}

/**
 * Goes to the checkout, and perhaps to its end. Who comes back for a cart finds it as it was, and goes on with the shipping.
 *
 * @param resolve - from 0 to 1: how firmly the visitor wants it @returns the order, where it came to one
 */
export function checkout(
  visit: Visit,
  cart: Line[],
  resolve: number,
  resumes: boolean,
  promotion: Promotion | undefined,
  nextId: () => string,
): PlacedOrder | undefined {
  const { random, currency } = visit;
  const goesOn = (share: number) => random.chance(share + (1 - share) * resolve);
  const before = contents(visit, cart);
  if (!resumes) {
    visit.open('/checkout', 'Checkout');
    visit.say('begin_checkout', before);
    if (!goesOn(0.74)) return undefined;
  }
  visit.open('/checkout/shipping', 'Shipping');
  const tier = random.chance(0.84) ? 'standard' : 'express';
  visit.say('add_shipping_info', { ...before, shipping_tier: tier });
  if (!goesOn(0.82)) return undefined;
  visit.open('/checkout/payment', 'Payment');
  const payment = random.pick(PAYMENTS);
  visit.say('add_payment_info', { ...before, payment_type: payment });
  if (!goesOn(0.86)) return undefined;
  visit.leave(34_000);
  const order = orderOf(visit, cart, tier, payment, promotion, nextId());
  visit.open('/thanks', 'Thank you');
  visit.say('purchase', {
    transaction_id: order.id,
    currency,
    value: order.value,
    tax: order.tax,
    shipping: order.shipping,
    ...(order.coupon !== undefined && { coupon: order.coupon }),
    items: before.items,
  });
  order.time = visit.now;
  return order;
}

function orderOf(
  visit: Visit,
  cart: Line[],
  tier: string,
  payment: string,
  promotion: Promotion | undefined,
  id: string,
): PlacedOrder {
  const { currency, random } = visit;
  const { country, orders } = visit.plan.person;
  const listed = worth(
    visit,
    cart.map((line) => visit.item(line)),
  );
  const [coupon, discount] =
    promotion && random.chance(0.55)
      ? [promotion.coupon, promotion.discount]
      : orders === 0 && random.chance(0.12)
        ? ['WELCOME5', 0.05]
        : [undefined, 0];
  const value = rounded(listed * (1 - discount), currency);
  const factor = PRICE_FACTOR[currency] ?? 1;
  const shipping = listed > 79 * factor ? 0 : rounded((tier === 'express' ? 9.9 : 4.9) * factor, currency);
  return {
    ...{
      id,
      time: visit.now,
      currency,
      value,
      tax: rounded(value * country.tax, currency),
      shipping,
      coupon,
    },
    ...{ payment, tier, lines: cart.map((line) => ({ ...line })) },
    prices: cart.map(({ product }) => priceIn(product, currency)),
  };
}

function contents(visit: Visit, cart: readonly Line[]): { currency: string; value: number; items: Item[] } {
  const items = cart.map((line) => visit.item(line));
  return { currency: visit.currency, value: worth(visit, items), items };
}

function worth(visit: Visit, items: readonly Item[]): number {
  const sum = items.reduce((total, { price = 0, quantity = 1 }) => total + price * quantity, 0);
  return rounded(sum, visit.currency);
}
