import type { Kpi } from '../definition.js';
import { PRODUCT_AFFINITY } from '../products/affinity.js';
import { PRICE_INDEX } from '../products/price-index.js';

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
  {
    id: 'price_index',
    title: 'Price index',
    sentence:
      'Own prices against the mean of the competitors, by the latest prices up to the end of the period; 100 is the same. Over all products it is weighted by what they sold for in the period.',
    formula:
      'of a product: own price ÷ mean of the competitors’ latest prices × 100; of several: Σ index × revenue ÷ Σ revenue',
    unit: 'ratio',
    direction: null,
    computed: PRICE_INDEX,
    needs: { import: 'competitor_prices' },
  },
];
