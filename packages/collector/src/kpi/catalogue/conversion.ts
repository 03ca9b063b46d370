import type { Kpi } from '../definition.js';
import { count, distinct, sum } from '../measure.js';
import { BEGAN_CHECKOUT, ORDERED, of, orderingVisits, part, total, visitors, visits } from './measures.js';

const leads = count('lead');
const leadsOf = (kind: string) => count('lead', [{ field: 'kind', is: '=', value: kind }]);
const cart = (...statuses: string[]) =>
  count('cart', [
    { either: statuses.map((status) => ({ field: 'status', is: '=', value: status }) as const) },
  ]);
const abandoned = cart('abandoned');
const NOT_ORDERED = { field: 'orders', is: '=', value: 0 } as const;
const checkouts = count('visit', [BEGAN_CHECKOUT]);
const leftCheckouts = count('visit', [BEGAN_CHECKOUT, NOT_ORDERED]);

/** How visits become orders, and where they stop. */
export const CONVERSION_KPIS: readonly Kpi[] = [
  {
    id: 'conversion_rate',
    title: 'Conversion rate',
    sentence: 'Which part of the visits ends in an order.',
    unit: 'proportion',
    direction: 'up',
    value: part(orderingVisits, visits),
  },
  {
    id: 'visitor_conversion_rate',
    title: 'Visitor conversion rate',
    sentence: 'Which part of the visitors orders.',
    unit: 'proportion',
    direction: 'up',
    value: part(distinct('visit', 'visitor', [ORDERED]), visitors),
  },
  {
    id: 'lead_conversion_rate',
    title: 'Lead conversion rate',
    sentence: 'Forms, calls and e-mails for each visitor.',
    unit: 'rate',
    direction: 'up',
    value: { unit: 'rate', numerator: of(leads), denominator: of(visitors) },
    figures: {
      forms: {
        unit: 'count',
        numerator: [...of(leadsOf('form')), ...of(leadsOf('generated'))],
      },
      calls: total(leadsOf('call')),
      mails: total(leadsOf('mail')),
    },
    base: 'visit',
  },
  {
    id: 'lead_to_order_rate',
    title: 'Lead to order rate',
    sentence: 'Which part of the leads comes from somebody who ordered later.',
    unit: 'proportion',
    direction: 'up',
    value: part(count('lead', [{ field: 'ordered_later', is: '=', value: 1 }]), leads),
  },
  {
    id: 'cart_abandonment_rate',
    title: 'Cart abandonment rate',
    sentence: 'Which part of the carts was left: ordered neither in its last visit nor in the 30 days after.',
    unit: 'proportion',
    direction: 'down',
    value: part(abandoned, cart('abandoned', 'recovered', 'purchased')),
    figures: {
      recovered: total(cart('recovered')),
      purchased: total(cart('purchased')),
      open: total(cart('open')),
    },
  },
  {
    id: 'abandoned_carts',
    title: 'Abandoned carts',
    sentence: 'Carts that were left; by page and step they say where.',
    unit: 'count',
    direction: 'down',
    value: total(abandoned),
  },
  {
    id: 'abandoned_cart_value',
    title: 'Value of abandoned carts',
    sentence: 'What lay in the carts that were left.',
    unit: 'money',
    direction: 'down',
    value: total(sum('cart', 'value', [{ field: 'status', is: '=', value: 'abandoned' }], { money: true })),
  },
  {
    id: 'cart_recovery_rate',
    title: 'Cart recovery rate',
    sentence: 'Which part of the carts that were left is ordered within 30 days.',
    unit: 'proportion',
    direction: 'up',
    value: part(cart('recovered'), cart('abandoned', 'recovered')),
  },
  {
    id: 'checkout_abandonment_rate',
    title: 'Checkout abandonment rate',
    sentence: 'Which part of the visits that began the checkout does not order.',
    unit: 'proportion',
    direction: 'down',
    value: part(leftCheckouts, checkouts),
  },
  {
    id: 'abandoned_orders',
    title: 'Abandoned orders',
    sentence:
      'Visits that began the checkout and did not order; by step and exit page they say where they ended.',
    unit: 'count',
    direction: 'down',
    value: total(leftCheckouts),
    also: ['step'],
  },
  {
    id: 'checkout_funnel',
    title: 'Checkout funnel',
    sentence:
      'How many visits reach each step from a product to the order, one after the other, and how long it takes.',
    unit: 'table',
    direction: null,
    steps: [
      'view_item',
      'add_to_cart',
      'begin_checkout',
      'add_shipping_info',
      'add_payment_info',
      'purchase',
    ],
    base: 'visit',
  },
];
