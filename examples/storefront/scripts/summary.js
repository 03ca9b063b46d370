import { cartLines } from './cart.js';
import { html } from './html.js';
import { format, priceOf } from './money.js';

/** The sums beside cart and checkout. */
export const sums = (totals, code) => html`
  <dl class="sums">
    <dt>Items</dt><dd>${format(totals.itemsValue, code)}</dd>
    ${totals.discount > 0 && html`<dt>Code ${totals.coupon}</dt><dd>−${format(totals.discount, code)}</dd>`}
    <dt>Shipping</dt><dd>${totals.shipping > 0 ? format(totals.shipping, code) : 'next step'}</dd>
    <dt>Tax</dt><dd>${format(totals.tax, code)}</dd>
    <dt class="total">Total</dt><dd class="total" id="total">${format(totals.total, code)}</dd>
  </dl>`;

export const orderSummary = (totals) => html`
  <aside class="summary" aria-label="Your order">
    <h2>Your order</h2>
    <ul class="summary-lines">
      ${cartLines().map(
        ({ product, quantity }) =>
          html`<li><span>${quantity} × ${product.name}</span><span>${format(priceOf(product) * quantity)}</span></li>`,
      )}
    </ul>
    ${sums(totals)}
  </aside>`;
