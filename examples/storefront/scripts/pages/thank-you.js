import { track } from '../analytics.js';
import { fill, html } from '../html.js';
import { orderByNumber } from '../order.js';
import { sums } from '../summary.js';

const purchaseData = (order) => ({
  transaction_id: order.number,
  currency: order.currency,
  value: order.value,
  tax: order.tax,
  shipping: order.shipping,
  shipping_tier: order.shippingTier,
  payment_type: order.paymentType,
  ...(order.coupon && { coupon: order.coupon }),
  items: order.items,
});

/**
 * The order is in the address, so a reload says `purchase` again with the same `transaction_id`, as shops do.
 * That it counts once is up to Footfall.
 */
export const thankYou = (main) => {
  const number = new URLSearchParams(location.search).get('order') ?? '';
  const order = orderByNumber(number);
  if (!order) {
    fill(main, html`<h1>We do not know this order</h1><p><a href="/shop/">Back to the shop</a></p>`);
    return;
  }
  fill(
    main,
    html`<div class="page-head">
        <h1>Thank you</h1>
        <p>Your order <strong id="order-number">${order.number}</strong> is on its way to the workshop. We write to ${order.email} when it leaves.</p>
      </div>
      <div class="summary narrow">
        <ul class="summary-lines">
          ${order.items.map((item) => html`<li><span>${item.quantity} × ${item.item_name}</span></li>`)}
        </ul>
        ${sums(order, order.currency)}
      </div>
      <p><a class="button" href="/shop/">Back to the shop</a></p>`,
  );
  track('purchase', purchaseData(order));
};
