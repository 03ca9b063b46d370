import type { Cells, Exporter } from './exporter.js';
import { amount, isBought, OrderLines, written } from './order-lines.js';

/**
 * Orders of Shopify. A row is a line of an order; what is of the order as a whole stands in its first row alone.
 * Cancelled and voided orders are passed over.
 */
export const shopify: Exporter = {
  id: 'shopify',
  name: 'Shopify',
  dataset: 'orders',
  columns: {
    name: ['Name'],
    customer_id: ['Customer ID', 'Email'],
    status: ['Financial Status'],
    cancelled: ['Cancelled at'],
    time: ['Created at'],
    currency: ['Currency'],
    subtotal: ['Subtotal'],
    total: ['Total'],
    taxes: ['Taxes'],
    shipping_cost: ['Shipping'],
    coupon: ['Discount Code'],
    shipping_tier: ['Shipping Method'],
    payment_type: ['Payment Method'],
    shipping_country: ['Shipping Country'],
    billing_country: ['Billing Country'],
    quantity: ['Lineitem quantity'],
    item_name: ['Lineitem name'],
    line_price: ['Lineitem price'],
    sku: ['Lineitem sku'],
    line_discount: ['Lineitem discount'],
    item_brand: ['Vendor'],
  },
  signature: ['name', 'time', 'subtotal', 'item_name', 'line_price'],
  kinds: {
    ...{ subtotal: 'number', total: 'number', taxes: 'number', shipping_cost: 'number' },
    ...{ line_price: 'number', line_discount: 'number', quantity: 'number' },
  },
  derives: ['order_id', 'value'],
  rows: () => {
    const lines = new OrderLines();
    let current: { name: string; id: string; bought: boolean } | undefined;
    return (cells) => {
      const { name = '' } = cells;
      const isFirst = lines.isNew(name);
      if (isFirst || current?.name !== name) {
        const bought = isBought(cells.status ?? '') && (cells.cancelled ?? '') === '';
        current = { name, id: cells.order_id || name, bought };
      }
      const hasLine = (cells.item_name ?? '') !== '';
      const line = lines.next(name, hasLine);
      if (!current.bought) return [];
      return [
        ...(isFirst ? [{ dataset: 'orders' as const, cells: order(cells, current.id) }] : []),
        ...(hasLine ? [{ dataset: 'order_items' as const, cells: item(cells, current.id, line) }] : []),
      ];
    };
  },
};

function order(cells: Cells, id: string): Cells {
  const [subtotal, shipping, taxes] = [
    amount(cells.subtotal),
    amount(cells.shipping_cost),
    amount(cells.taxes),
  ];
  const gross = subtotal.plus(shipping);
  const total = amount(cells.total);
  // Where prices include the tax, subtotal and shipping alone make the total, and the tax of each is its share.
  const isInside = taxes.gt(0) && total.minus(gross).abs().lt(total.minus(gross).minus(taxes).abs());
  const share = isInside && gross.gt(0) ? taxes.div(gross) : amount('0');
  const net = (value: typeof gross) => written(value.minus(value.times(share)).round(2, 2));
  return {
    ...cells,
    order_id: id,
    value: cells.value || (cells.subtotal ? net(subtotal) : ''),
    shipping: cells.shipping || (cells.shipping_cost ? net(shipping) : ''),
    tax: cells.tax || (cells.taxes ?? ''),
    country: cells.country || cells.shipping_country || cells.billing_country || '',
  };
}

function item(cells: Cells, id: string, line: number): Cells {
  const quantity = amount(cells.quantity);
  const off = quantity.gt(0) ? amount(cells.line_discount).div(quantity) : amount('0');
  return {
    order_id: id,
    line: String(line),
    item_id: cells.item_id || cells.sku || cells.item_name || '',
    item_name: cells.item_name ?? '',
    item_brand: cells.item_brand ?? '',
    price: cells.line_price ? written(amount(cells.line_price).minus(off)) : '',
    quantity: cells.quantity ?? '',
  };
}
