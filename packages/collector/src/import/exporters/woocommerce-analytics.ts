import { say } from '../../say.js';
import type { Exporter } from './exporter.js';
import { isBought } from './order-lines.js';

/** Orders as WooCommerce itself exports them: Analytics > Orders > Download. It names no currency and no prices of lines. */
export const woocommerceAnalytics: Exporter = {
  id: 'woocommerce',
  name: 'WooCommerce Analytics',
  dataset: 'orders',
  columns: {
    order_id: ['Order #'],
    time: ['Date'],
    status: ['Status'],
    value: ['Net Sales', 'Net sales', 'N. Revenue'],
    coupon: ['Coupon(s)'],
    products: ['Product(s)'],
  },
  signature: ['order_id', 'time', 'status', 'value', 'products'],
  advice: { currency: say('the export names no currency: name it with set currency=EUR') },
  rows: () => (cells) => (isBought(cells.status ?? '') ? [{ dataset: 'orders', cells }] : []),
};
