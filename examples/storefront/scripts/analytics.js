import { categoryById } from './catalogue.js';
import { currency, priceOf, round } from './money.js';

/** All that the shop says to Footfall goes through this one call; names and fields are GA4's. */
export const track = (name, data) => window.footfall('track', name, data);

/** One line of GA4's `items`. */
export const itemOf = (product, more = {}, code = currency()) => ({
  item_id: product.id,
  item_name: product.name,
  item_brand: product.brand,
  item_category: categoryById(product.category).name,
  price: priceOf(product, code),
  quantity: 1,
  ...more,
});

/** `currency`, `value` and `items` for events about these cart lines. */
export const itemsData = (lines, code = currency()) => ({
  currency: code,
  value: round(
    lines.reduce((sum, line) => sum + priceOf(line.product, code) * line.quantity, 0),
    code,
  ),
  items: lines.map((line, index) => itemOf(line.product, { quantity: line.quantity, index }, code)),
});
