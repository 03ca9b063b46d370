import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOP_ORIGIN } from '../harness/beacons.js';
import { type Collector, type KpiAnswer, startCollector } from '../harness/collector.js';
import { waitFor } from '../harness/wait.js';
import { csvOf, type Dataset, type DatasetFile, objectsOf, shuffled, yearOfSales } from './year-of-sales.js';

const FILES = yearOfSales();
const DATASETS = Object.keys(FILES) as Dataset[];
const YEAR = { from: '2025-01-01', to: '2025-12-31' };

interface ImportAnswer {
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly refused: readonly { readonly row: number; readonly reason: string }[];
  readonly refused_count: number;
}

let collector: Collector;
let once: unknown;

beforeAll(async () => {
  collector = await startCollector();
  await newSite('once');
  for (const dataset of DATASETS) await put('once', dataset, FILES[dataset]);
  once = await figures('once');
});
afterAll(() => collector.stop());

const newSite = (id: string) =>
  collector.createSite({ id, origins: [SHOP_ORIGIN], timezone: 'Europe/Berlin', currency: 'EUR' });

function putText(site: string, dataset: Dataset, body: string, type = 'text/csv'): Promise<ImportAnswer> {
  return collector.fetchJson(`/v1/import/${dataset}?site=${site}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type },
  });
}

async function put(site: string, dataset: Dataset, file: DatasetFile): Promise<ImportAnswer> {
  const answer = await putText(site, dataset, csvOf(file));
  expect(answer).toMatchObject({ rows: file.rows.length, refused_count: 0 });
  return answer;
}

/** Every KPI that there is, by month, and as far as it goes by source, product and country. */
async function figures(site: string): Promise<Record<string, unknown>> {
  const { kpis } = await collector.fetchJson<{
    kpis: { id: string; dimensions: string[] }[];
  }>('/v1/kpis');
  const found: Record<string, unknown> = {};
  for (const { id, dimensions } of kpis) {
    const bys = ['source', 'product', 'country', 'customer_type'].filter((by) => dimensions.includes(by));
    for (const by of ['', ...bys]) {
      // What waits for the writer is answered meanwhile, and says so.
      const answer = await waitFor(
        `${id} to be at rest`,
        async () => {
          const asked = await collector.kpi<KpiAnswer>(id, {
            ...{ site, ...YEAR, interval: 'month' },
            ...(by === '' ? {} : { by, limit: 1000 }),
          });
          return asked.recomputing === undefined && asked;
        },
        { timeout: 60_000 },
      );
      found[`${id} ${by}`] = JSON.parse(
        JSON.stringify(answer).replaceAll(`"${site}"`, '"site"').replaceAll(`site=${site}`, ''),
      );
    }
  }
  return found;
}

describe('the same rows give the same figures', () => {
  it('which are figures: nothing that was imported is missing', () => {
    const answers = once as Record<string, KpiAnswer>;
    expect(answers['orders ']).toMatchObject({ value: 500, missing: null });
    const revenue = answers['revenue ']?.value as { value: number } | undefined;
    expect(revenue?.value).toBeGreaterThan(1_000_000);
    expect(answers['revenue ']?.excluded.no_exchange_rate).toBe(
      FILES.orders.rows.filter((row) => row[2] === 'CHF').length,
    );
    for (const id of [
      'return_rate',
      'return_on_ad_spend',
      'customer_acquisition_cost',
      'repeat_purchase_rate',
    ])
      expect(answers[`${id} `]?.value, id).not.toBeNull();
    expect(answers['product_performance ']?.rows).toHaveLength(25);
  });

  it('when every file comes twice', async () => {
    await newSite('twice');
    for (const dataset of DATASETS) {
      const { rows } = FILES[dataset];
      expect(await put('twice', dataset, FILES[dataset])).toMatchObject({
        inserted: rows.length,
        updated: 0,
      });
      expect(await put('twice', dataset, FILES[dataset])).toMatchObject({
        inserted: 0,
        updated: rows.length,
      });
    }
    expect(await figures('twice')).toEqual(once);
  });

  it('when rows are shuffled, and what others rest on comes last', async () => {
    await newSite('shuffled');
    for (const dataset of ['refunds', 'costs', 'order_items', 'orders', 'exchange_rates'] as const)
      await put('shuffled', dataset, shuffled(FILES[dataset]));
    expect(await figures('shuffled')).toEqual(once);
  });

  it('when every file comes in two halves, the second one first', async () => {
    await newSite('halves');
    const half = ({ columns, rows }: DatasetFile, from: number, to: number) => ({
      columns,
      rows: rows.slice(Math.floor(rows.length * from), Math.floor(rows.length * to)),
    });
    for (const [from, to] of [
      [0.5, 1],
      [0, 0.5],
    ] as const)
      for (const dataset of DATASETS) await put('halves', dataset, half(FILES[dataset], from, to));
    expect(await figures('halves')).toEqual(once);
  });

  it('as JSON, as a line each, with other columns between, with semicolons', async () => {
    await newSite('formats');
    const { orders, order_items, refunds, costs, exchange_rates } = FILES;
    const full = { refused_count: 0 };
    const lines = objectsOf(order_items).map((row) => JSON.stringify(row));
    const wide = ({ columns, rows }: DatasetFile) => ({
      columns: ['comment', ...columns.map((column) => column.toUpperCase())],
      rows: rows.map((row) => ['a, "comment"\nof two lines', ...row]),
    });
    expect(
      await putText('formats', 'orders', JSON.stringify(objectsOf(orders)), 'application/json'),
    ).toMatchObject(full);
    expect(await putText('formats', 'order_items', lines.join('\r\n'), 'application/x-ndjson')).toMatchObject(
      full,
    );
    expect(await putText('formats', 'refunds', `\ufeff${csvOf(wide(refunds))}`)).toMatchObject(full);
    expect(
      await putText('formats', 'costs', csvOf(costs).replaceAll(',', ';').replaceAll('\n', '\r\n')),
    ).toMatchObject(full);
    expect(await putText('formats', 'exchange_rates', csvOf(exchange_rates).trimEnd())).toMatchObject(full);
    expect(await figures('formats')).toEqual(once);
  });

  it('when other rows came before under the same keys: the later file wins', async () => {
    await newSite('corrected');
    const wrong: Record<Dataset, (row: readonly (string | number)[]) => (string | number)[]> = {
      orders: ([id, , , , , tax, ...more]) => [
        id as string,
        '2025-07-07',
        'USD',
        '1.00',
        'nobody',
        tax as string,
        ...more,
      ],
      order_items: ([id, line]) => [id as string, line as number, 'WRONG', 'Wrong', 'None', '9.99', 9],
      refunds: ([id, ...more]) => [id as string, '2025-08-08', 'USD', '1.00', ...more.slice(3)],
      costs: (row) => [...row.slice(0, 5), '1.00', 'EUR', 1, 1],
      exchange_rates: (row) => [...row.slice(0, 3), '7.77'],
    };
    for (const dataset of DATASETS) {
      const { columns, rows } = FILES[dataset];
      await put('corrected', dataset, { columns, rows: rows.map(wrong[dataset]) });
    }
    expect(await figures('corrected')).not.toEqual(once);
    for (const dataset of DATASETS)
      expect(await put('corrected', dataset, FILES[dataset])).toMatchObject({ inserted: 0 });
    expect(await figures('corrected')).toEqual(once);
  });
});

describe('a key that comes twice', () => {
  it.each(DATASETS)('in one file of %s: the second is refused, and the first stays', async (dataset) => {
    const site = `double-${dataset.replace('_', '-')}`;
    await newSite(site);
    const { columns, rows } = FILES[dataset];
    const file = {
      columns,
      rows: [...rows.slice(0, 3), rows[0] as (typeof rows)[number], ...rows.slice(3, 5)],
    };
    const answer = await putText(site, dataset, csvOf(file));
    expect(answer).toMatchObject({ rows: 6, inserted: 5, updated: 0, refused_count: 1 });
    expect(answer.refused).toEqual([{ row: 4, reason: 'duplicate_key' }]);
  });

  it('far from one another in a long file', async () => {
    await newSite('far');
    const rows = Array.from({ length: 6000 }, (_, index) => [
      `o${index % 5999}`,
      '2025-05-05',
      'EUR',
      index === 5999 ? 99 : 1,
    ]);
    const answer = await putText(
      'far',
      'orders',
      csvOf({ columns: ['order_id', 'time', 'currency', 'value'], rows }),
    );
    expect(answer).toMatchObject({ inserted: 5999, refused: [{ row: 6000, reason: 'duplicate_key' }] });
    const revenue = await collector.kpi('revenue', { site: 'far', ...YEAR });
    expect(revenue.value).toEqual({ value: 599_900, currency: 'EUR', decimals: 2 });
  });
});
