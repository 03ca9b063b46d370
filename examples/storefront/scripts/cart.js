import { itemsData, track } from './analytics.js';
import { productById } from './catalogue.js';
import { keep, read } from './storage.js';

const MOST = 20;

/** The cart as `[{ product, quantity }]`; a product that is no longer sold drops out. */
export const cartLines = () =>
  Object.entries(read('cart', {}))
    .map(([id, quantity]) => ({ product: productById(id), quantity }))
    .filter((line) => line.product !== undefined);

export const cartCount = () => cartLines().reduce((sum, line) => sum + line.quantity, 0);

/** Sets how many of a product lie in the cart, and tells analytics what came in or went out. */
export const setQuantity = (product, wanted) => {
  const cart = read('cart', {});
  const before = cart[product.id] ?? 0;
  const quantity = Math.max(0, Math.min(MOST, wanted));
  if (quantity === 0) delete cart[product.id];
  else cart[product.id] = quantity;
  keep('cart', cart);
  const change = quantity - before;
  if (change > 0) track('add_to_cart', itemsData([{ product, quantity: change }]));
  if (change < 0) track('remove_from_cart', itemsData([{ product, quantity: -change }]));
  document.dispatchEvent(new Event('cartchange'));
};

export const addToCart = (product, quantity = 1) =>
  setQuantity(product, (read('cart', {})[product.id] ?? 0) + quantity);

/** After an order: the cart is empty without anything having been removed from it. */
export const clearCart = () => {
  keep('cart', {});
  document.dispatchEvent(new Event('cartchange'));
};
