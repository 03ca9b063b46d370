import { csvLine } from '../harness/csv.js';

export type Dataset = 'orders' | 'order_items' | 'refunds' | 'costs' | 'exchange_rates';

/** One file of a dataset: its columns, and its rows in the order in which a shop would write them. */
export interface DatasetFile {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

const CURRENCIES = ['EUR', 'USD', 'JPY', 'KWD', 'CHF'] as const;
const SOURCES = [
  ['', '', ''],
  ['google', 'cpc', 'spring'],
  ['google', 'organic', ''],
  ['newsletter', 'email', 'week'],
  ['facebook', 'paid_social', 'spring'],
] as const;
const COUNTRIES = ['DE', 'US', 'JP', 'KW', 'CH', ''] as const;

/** The same numbers in every run: what is compared must not hang on luck. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const two = (number: number): string => String(number).padStart(2, '0');

/**
 * A year of a shop in five currencies, one of them (CHF) without a rate: orders of 120 customers, some without one, with
 * lines, discounts and refunds; costs of campaigns.
 */
export function yearOfSales(orders = 500): Record<Dataset, DatasetFile> {
  const number = numbers(orders);
  const orderRows: (string | number)[][] = [];
  const itemRows: (string | number)[][] = [];
  const refundRows: (string | number)[][] = [];
  for (let index = 0; index < orders; index++) {
    const id = `A-${1000 + index}`;
    const currency = pick(CURRENCIES, number(20) < 12 ? 0 : number(5));
    const digits = currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : 2;
    const day = `2025-${two(1 + number(12))}-${two(1 + number(28))}`;
    const time = `${day}T${two(number(24))}:${two(number(60))}:00`;
    let sum = 0;
    for (let line = 1; line <= 1 + number(4); line++) {
      const item = number(25);
      const quantity = 1 + number(3);
      const price = 5 + item * 3.1;
      sum += price * quantity;
      itemRows.push([
        id,
        line,
        `SKU${item}`,
        `Product ${item}`,
        `Category ${item % 4}`,
        price.toFixed(2),
        quantity,
      ]);
    }
    const value = (number(5) === 0 ? sum * 0.9 : sum).toFixed(digits);
    const customer = number(10) === 0 ? '' : `customer-${number(120)}`;
    const [source, medium, campaign] = pick(SOURCES, number(5));
    orderRows.push([
      ...[
        id,
        time,
        currency,
        value,
        customer,
        (sum * 0.19).toFixed(digits),
        4.9,
        number(6) === 0 ? 'TEN' : '',
      ],
      ...[source, medium, campaign, pick(COUNTRIES, number(6))],
    ]);
    if (number(8) === 0)
      refundRows.push([
        `R-${index}`,
        `${day}T23:59:59`,
        currency,
        (sum / 2).toFixed(digits),
        id,
        '',
        'broken',
      ]);
  }
  refundRows.push(['R-loose', '2025-06-01', 'EUR', '12.34', '', 'SKU1', 'goodwill']);

  const costRows: (string | number)[][] = [];
  const rateRows: (string | number)[][] = [];
  for (let month = 1; month <= 12; month++) {
    const date = `2025-${two(month)}-01`;
    for (const [source, medium, campaign] of SOURCES.slice(1))
      costRows.push([
        date,
        'ads',
        source,
        medium,
        campaign,
        (100 + number(900)).toFixed(2),
        'USD',
        number(5000),
        number(90_000),
      ]);
    costRows.push([date, 'operating', '', '', '', '1500.00', 'EUR', '', '']);
    rateRows.push([date, 'EUR', 'USD', (1 + number(30) / 100).toFixed(4)]);
    rateRows.push([date, 'EUR', 'JPY', (140 + number(30)).toFixed(2)]);
    rateRows.push([date, 'KWD', 'EUR', (2.9 + number(30) / 100).toFixed(5)]);
  }
  return {
    orders: {
      columns: [
        ...['order_id', 'time', 'currency', 'value', 'customer_id', 'tax', 'shipping', 'coupon'],
        ...['source', 'medium', 'campaign', 'country'],
      ],
      rows: orderRows,
    },
    order_items: {
      columns: ['order_id', 'line', 'item_id', 'item_name', 'item_category', 'price', 'quantity'],
      rows: itemRows,
    },
    refunds: {
      columns: ['refund_id', 'time', 'currency', 'value', 'order_id', 'item_id', 'reason'],
      rows: refundRows,
    },
    costs: {
      columns: ['date', 'kind', 'source', 'medium', 'campaign', 'cost', 'currency', 'clicks', 'impressions'],
      rows: costRows,
    },
    exchange_rates: { columns: ['date', 'base', 'quote', 'rate'], rows: rateRows },
  };
}

/** The file as CSV. */
export function csvOf({ columns, rows }: DatasetFile): string {
  return [columns, ...rows].map(csvLine).join('');
}

/** The file as JSON objects, what is empty left out. */
export function objectsOf({ columns, rows }: DatasetFile): Record<string, string | number>[] {
  return rows.map((row) =>
    Object.fromEntries(
      columns
        .map((column, index) => [column, row[index] as string | number])
        .filter(([, cell]) => cell !== ''),
    ),
  );
}

/** The same rows in another order, the same one each time. */
export function shuffled({ columns, rows }: DatasetFile): DatasetFile {
  const number = numbers(7);
  const mixed = [...rows];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = number(last + 1);
    [mixed[last], mixed[other]] = [
      mixed[other] as (typeof mixed)[number],
      mixed[last] as (typeof mixed)[number],
    ];
  }
  return { columns, rows: mixed };
}
