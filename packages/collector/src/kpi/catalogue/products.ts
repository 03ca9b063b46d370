import type { Kpi } from '../definition.js';
import { PRODUCT_AFFINITY } from '../products/affinity.js';

/** What products earn, what they cost elsewhere, and what they are bought with. */
export const PRODUCT_KPIS: readonly Kpi[] = [
  {
    id: 'product_affinity',
    title: 'Bought together',
    sentence: 'Products that are bought in one order, how often, and how far beyond chance.',
    formula:
      'of a set: support = orders with all of it ÷ orders; confidence = orders with all of it ÷ orders with the products before the arrow; lift = support ÷ product of the supports of its products',
    unit: 'table',
    direction: null,
    computed: PRODUCT_AFFINITY,
    takes: ['support', 'size'],
    needs: { import: 'order_items' },
  },
];
