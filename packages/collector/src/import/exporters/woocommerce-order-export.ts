import { say } from '../../say.js';
import type { Cells, Exporter } from './exporter.js';
import { amount, isBought, OrderLines, written } from './order-lines.js';

/** Orders with their lines, as the usual export plugins of WooCommerce write them. A row is a line of an order. */
export const woocommerceOrderExport: Exporter = {
  id: 'woocommerce_order_export',
  name: 'WooCommerce order export',
  dataset: 'orders',
  columns: {
    order_id: ['Order Number', 'Order ID', 'order_number', 'order_id'],
    status: ['Order Status', 'status'],
    time: ['Order Date', 'order_date'],
    customer_id: ['Customer User ID', 'Customer ID', 'Email (Billing)', 'customer_email'],
    currency: ['Order Currency', 'Currency', 'order_currency'],
    total: ['Order Total Amount', 'order_total'],
    taxes: ['Order Total Tax Amount', 'tax_total'],
    shipping_cost: ['Order Shipping Amount', 'shipping_total'],
    payment_type: ['Payment Method Title', 'payment_method_title', 'payment_method'],
    shipping_tier: ['Shipping Method Title', 'shipping_method'],
    coupon: ['Coupon Code'],
    shipping_country: ['Country Code (Shipping)', 'shipping_country'],
    billing_country: ['Country Code (Billing)', 'billing_country'],
    line: ['Item #'],
    sku: ['SKU'],
    item_name: ['Item Name'],
    quantity: ['Quantity (- Refund)', 'Quantity'],
    line_price: ['Item Cost'],
  },
  signature: ['order_id', 'status', 'time', 'total'],
  kinds: {
    ...{
      total: 'number',
      taxes: 'number',
      shipping_cost: 'number',
      line_price: 'number',
      quantity: 'number',
    },
  },
  derives: ['value'],
  advice: {
    currency: say('add the column Order Currency to the export, or name it with set currency=EUR'),
  },
  rows: () => {
    const lines = new OrderLines();
    return (cells) => {
      const { order_id: id = '' } = cells;
      const isFirst = lines.isNew(id);
      const hasLine = (cells.item_name ?? '') !== '' && cells.line_price !== undefined;
      const line = lines.next(id, hasLine);
      if (!isBought(cells.status ?? '')) return [];
      return [
        ...(isFirst ? [{ dataset: 'orders' as const, cells: order(cells) }] : []),
        ...(hasLine ? [{ dataset: 'order_items' as const, cells: item(cells, line) }] : []),
      ];
    };
  },
};

function order(cells: Cells): Cells {
  // The customer id of a guest is 0 there.
  const { customer_id: customer = '' } = cells;
  const net = amount(cells.total).minus(amount(cells.taxes)).minus(amount(cells.shipping_cost));
  return {
    ...cells,
    customer_id: customer === '0' ? '' : customer,
    value: cells.value || (cells.total ? written(net) : ''),
    tax: cells.tax || (cells.taxes ?? ''),
    shipping: cells.shipping || (cells.shipping_cost ?? ''),
    country: cells.country || cells.shipping_country || cells.billing_country || '',
  };
}

function item(cells: Cells, line: number): Cells {
  return {
    order_id: cells.order_id ?? '',
    line: cells.line || String(line),
    item_id: cells.item_id || cells.sku || cells.item_name || '',
    item_name: cells.item_name ?? '',
    price: cells.line_price ?? '',
    quantity: cells.quantity ?? '',
  };
}
