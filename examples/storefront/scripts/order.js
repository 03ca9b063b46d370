import { itemsData } from './analytics.js';
import { cartLines, clearCart } from './cart.js';
import { COUNTRIES, COUPONS, SHIPPING_TIERS } from './catalogue.js';
import { currency, round } from './money.js';
import { keep, read } from './storage.js';

// No vowels and no look-alikes: customers read order numbers out on the phone.
const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXZ';

const mintNumber = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `KO-${Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
};

/**
 * What the buyer has filled in so far. The order number is minted here, before paying, so that a payment button
 * pressed twice makes one order.
 */
export const checkout = () => {
  const state = read('checkout', undefined);
  if (state?.number) return state;
  const fresh = { number: mintNumber() };
  keep('checkout', fresh);
  return fresh;
};

export const updateCheckout = (fields) => keep('checkout', { ...checkout(), ...fields });

/** Sums of the cart as the checkout stands. `value` is after the discount, without tax and shipping. */
export const totals = () => {
  const code = currency();
  const { coupon, country, shippingTier } = checkout();
  const data = itemsData(cartLines(), code);
  const discount = round((data.value * (COUPONS.get(coupon) ?? 0)) / 100, code);
  const value = round(data.value - discount, code);
  const tier = SHIPPING_TIERS.find((one) => one.id === shippingTier);
  const shipping = tier ? tier.prices[code] : 0;
  const rate = COUNTRIES.find((one) => one.code === country)?.tax ?? 0;
  const tax = round(((value + shipping) * rate) / 100, code);
  return {
    ...data,
    value,
    itemsValue: data.value,
    discount,
    shipping,
    tax,
    total: round(value + shipping + tax, code),
    ...(COUPONS.has(coupon) && { coupon }),
  };
};

/** Turns the checkout into an order that the thank-you page finds by its number, also after a reload. */
export const placeOrder = (paymentType) => {
  const { number, email, country, shippingTier } = checkout();
  const order = { number, email, country, shippingTier, paymentType, ...totals() };
  keep('orders', { ...read('orders', {}), [number]: order });
  keep('checkout', undefined);
  clearCart();
  return order;
};

export const orderByNumber = (number) => {
  const orders = read('orders', {});
  return Object.hasOwn(orders, number) ? orders[number] : undefined;
};
