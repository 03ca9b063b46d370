import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, type KpiAnswer, startCollector } from './harness/collector.js';
import { dataFolder } from './harness/data.js';
import { type FootfallRun, footfall } from './harness/footfall.js';
import { measured } from './harness/measured.js';
import { mebibytes, peakMemoryOf, tellsMemory } from './harness/memory.js';
import { processorSecondsOf } from './harness/processor.js';
import { slowness } from './harness/slowness.js';
import { boughtTogether } from './online-retail/bought-together.js';
import { CODE_OF_COUNTRY } from './online-retail/countries.js';
import { writeImportFiles } from './online-retail/files.js';
import { readInvoices } from './online-retail/invoices.js';
import { type GivenBack, givenBackOf, pennies, type Sale, salesOf } from './online-retail/sales.js';

const data = dataFolder('online-retail');
const WHOLE = { site: 'retail', from: '2010-12-01', to: '2011-12-09' };
const DATASETS = ['orders', 'order_items', 'refunds'] as const;

/** What the process of an import may need: the program, SQLite's page cache of 64 MiB, and the rows in hand. */
const IMPORT_CEILING = 350 * 1024 * 1024;

const gbp = (value: number) => ({ value, currency: 'GBP', decimals: 2 });

/** Sums of a plain second computation by any word of a sale. */
function sumsBy<Word>(
  sales: readonly Sale[],
  word: (sale: Sale) => Word,
): Map<Word, { orders: number; pennies: number }> {
  const sums = new Map<Word, { orders: number; pennies: number }>();
  for (const sale of sales) {
    const sum = sums.get(word(sale)) ?? { orders: 0, pennies: 0 };
    sum.orders++;
    sum.pennies += pennies(sale.value);
    sums.set(word(sale), sum);
  }
  return sums;
}

describe.skipIf(!data)('Online Retail, imported through the command line', () => {
  let folder: string;
  let collector: Collector;
  let sales: Sale[];
  let back: GivenBack[];
  const runs = new Map<string, FootfallRun>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'footfall-retail-'));
    const invoices = await readInvoices(join(data as string, 'online-retail.csv.br'));
    expect(invoices).toHaveLength(25_900);
    expect(invoices.flatMap(({ lines }) => lines)).toHaveLength(541_909);
    expect(invoices.filter(({ number }) => number.startsWith('C'))).toHaveLength(3836);
    sales = salesOf(invoices);
    back = givenBackOf(invoices);
    const files = await writeImportFiles(folder, sales, back);

    const options = { dataFolder: join(folder, 'data'), timeout: 300_000 };
    const site = ['site', 'add', 'retail', '--origin', 'https://retail.example'];
    const made = await footfall([...site, '--timezone', 'Europe/London', '--currency', 'GBP'], options);
    expect(made.code, made.stderr).toBe(0);
    for (const dataset of DATASETS) {
      const run = await footfall(['import', dataset, files[dataset], '--site', 'retail'], options);
      expect(run.code, run.stderr).toBe(0);
      runs.set(dataset, run);
      measured(`Online Retail, import of ${dataset}`, run.seconds, 's');
      measured(`Online Retail, import of ${dataset}, peak memory`, mebibytes(run.peakMemory), 'MiB');
    }
    collector = await startCollector({ dataFolder: options.dataFolder });
  }, 600_000);

  afterAll(async () => {
    await collector?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const kpi = (id: string, more: Record<string, string | number> = {}): Promise<KpiAnswer> =>
    collector.kpi(id, { ...WHOLE, ...more });

  it('meets the published figures', async () => {
    expect(await kpi('orders')).toMatchObject({ value: 19_960, missing: null });
    expect(await kpi('revenue')).toMatchObject({ value: gbp(1_066_668_454), missing: null });
    expect(await kpi('average_order_value')).toMatchObject({
      value: gbp(53_440),
      numerator: gbp(1_066_668_454),
      denominator: 19_960,
      n: 19_960,
    });
  });

  it('meets the published figures of orders with a customer', async () => {
    const fresh = await kpi('new_customer_orders');
    const returning = await kpi('returning_customer_orders');
    const revenue = [fresh, returning].map((answer) => (answer.revenue as { value: number }).value);
    expect(fresh.value).toBe(4338);
    expect((fresh.value as number) + (returning.value as number)).toBe(18_532);
    expect((revenue[0] as number) + (revenue[1] as number)).toBe(891_140_790);
    expect(await kpi('new_customers')).toMatchObject({ value: 4338 });
    expect(
      await kpi('average_order_value', { filter: 'customer_type==new,customer_type==returning' }),
    ).toMatchObject({
      value: gbp(48_087),
      denominator: 18_532,
    });
    const repeated = await kpi('repeat_purchase_rate');
    expect(repeated).toMatchObject({ numerator: 2845, denominator: 4338 });
    expect(repeated.value).toBeCloseTo(0.655832, 6);
    expect(await kpi('repeat_order_ratio')).toMatchObject({ numerator: 18_532 - 4338, denominator: 18_532 });
  });

  it('takes each cancellation off the net revenue, and off nothing else', async () => {
    const refunded = back.reduce((sum, { value }) => sum + pennies(value), 0);
    expect(back).toHaveLength(9288);
    expect(await kpi('net_revenue')).toMatchObject({
      value: gbp(1_066_668_454 - refunded),
      revenue: gbp(1_066_668_454),
      refunds: gbp(refunded),
    });
  });

  it('agrees with a plain computation by country', async () => {
    const expected = sumsBy(sales, ({ invoice }) => CODE_OF_COUNTRY[invoice.country] || '(not set)');
    expect(expected.size).toBe(37);
    const revenue = await kpi('revenue', { by: 'country', limit: 100 });
    const orders = await kpi('orders', { by: 'country', limit: 100 });
    expect(new Map(revenue.rows?.map((row) => [row.country, row.value]))).toEqual(
      new Map([...expected].map(([country, sum]) => [country, gbp(sum.pennies)])),
    );
    expect(new Map(orders.rows?.map((row) => [row.country, row.value]))).toEqual(
      new Map([...expected].map(([country, sum]) => [country, sum.orders])),
    );
  });

  it('agrees with a plain computation by month of London’s time', async () => {
    const expected = sumsBy(sales, ({ invoice }) => `${invoice.time.slice(0, 7)}-01`);
    expect(expected.size).toBe(13);
    const revenue = await kpi('revenue', { interval: 'month' });
    const orders = await kpi('orders', { interval: 'month' });
    expect(revenue.series?.map(({ start, value }) => [start, value])).toEqual(
      [...expected].map(([start, sum]) => [start, gbp(sum.pennies)]),
    );
    expect(orders.series?.map(({ start, value }) => [start, value])).toEqual(
      [...expected].map(([start, sum]) => [start, sum.orders]),
    );
  });

  it('agrees with a plain computation by hour of the days around the change of clocks', async () => {
    const period = { from: '2011-03-24', to: '2011-03-30' };
    const inPeriod = sales.filter(({ invoice: { time } }) => time >= period.from && time < `${period.to} 24`);
    const expected = sumsBy(inPeriod, ({ invoice }) => invoice.time.slice(0, 13).replace(' ', 'T'));
    expect(expected.size).toBeGreaterThan(40);
    const orders = await kpi('orders', { ...period, interval: 'hour' });
    // Six days of 24 hours, and the 27th of March with 23.
    expect(orders.series).toHaveLength(167);
    const found = orders.series
      ?.filter(({ value }) => value !== 0)
      .map(({ start, value }) => [String(start).slice(0, 13), value]);
    expect(found).toEqual([...expected].map(([hour, sum]) => [hour, sum.orders]));
  });

  it('counts the pieces of every product', async () => {
    const pieces = new Map<string, number>();
    for (const { lines } of sales)
      for (const { item, quantity } of lines) pieces.set(item, (pieces.get(item) ?? 0) + quantity);
    const total = [...pieces.values()].reduce((sum, quantity) => sum + quantity, 0);
    expect(await kpi('units_per_order')).toMatchObject({ numerator: total, denominator: 19_960 });
    const { rows = [] } = await kpi('product_performance', { limit: 1000 });
    expect(rows).toHaveLength(1000);
    expect(rows.map(({ product, units }) => [product, units])).toEqual(
      rows.map(({ product }) => [product, pieces.get(String(product))]),
    );
  });

  it('has the repeat rate of each month and country by a plain computation', async () => {
    // Of the customers who ordered in it, those with two orders or more up to its end.
    const known = sales
      .filter(({ invoice }) => invoice.customer !== '')
      .map(({ invoice }) => ({
        customer: invoice.customer,
        month: `${invoice.time.slice(0, 7)}-01`,
        country: CODE_OF_COUNTRY[invoice.country] || '(not set)',
      }));
    const months = [...new Set(known.map(({ month }) => month))].sort();
    const { series } = await kpi('repeat_purchase_rate', { interval: 'month' });
    const expected = months.map((month) => {
      const upTo = new Map<string, number>();
      for (const order of known)
        if (order.month <= month) upTo.set(order.customer, (upTo.get(order.customer) ?? 0) + 1);
      const active = new Set(known.filter((order) => order.month === month).map(({ customer }) => customer));
      return [month, [...active].filter((customer) => (upTo.get(customer) ?? 0) > 1).length, active.size];
    });
    const found = series?.map(({ start, numerator, denominator }) => [start, numerator, denominator]);
    expect(found).toEqual(expected);

    const orders = new Map<string, number>();
    for (const { customer } of known) orders.set(customer, (orders.get(customer) ?? 0) + 1);
    const byCountry = new Map<string, Set<string>>();
    for (const { customer, country } of known)
      byCountry.set(country, (byCountry.get(country) ?? new Set()).add(customer));
    const { rows } = await kpi('repeat_purchase_rate', { by: 'country', limit: 100 });
    expect(new Map(rows?.map((row) => [row.country, row.denominator]))).toEqual(
      new Map([...byCountry].map(([country, customers]) => [country, customers.size])),
    );
  });

  it('has the return rate by value from the cancellations, which name no order', async () => {
    const whole = await kpi('return_rate', { interval: 'month' });
    const refunded = back.reduce((sum, { value }) => sum + pennies(value), 0);
    expect(whole).toMatchObject({ value: 0, numerator: 0, by_value: refunded / 1_066_668_454 });
    const sold = sumsBy(sales, ({ invoice }) => invoice.time.slice(0, 7));
    const returned = new Map<string, number>();
    for (const { invoice, value } of back) {
      const month = invoice.time.slice(0, 7);
      returned.set(month, (returned.get(month) ?? 0) + pennies(value));
    }
    expect(whole.series?.map(({ start, by_value }) => [String(start).slice(0, 7), by_value])).toEqual(
      [...sold].map(([month, sum]) => [month, (returned.get(month) ?? 0) / sum.pennies]),
    );
  });

  it('finds the products most often bought together, as a plain count of all pairs does', async () => {
    // What the questions before have left in memory is no part of the search.
    await collector.restart();
    const started = performance.now();
    const busyBefore = processorSecondsOf(collector.pid);
    const affinity = await kpi('product_affinity', { support: 0.005, size: 2, limit: 10_000 });
    const seconds = (performance.now() - started) / 1000;
    measured('Online Retail, pairs at a support of 0.5 % over HTTP', seconds, 's');
    const larger = performance.now();
    const sets = await kpi('product_affinity', { support: 0.005, size: 4, limit: 10_000 });
    measured(
      'Online Retail, sets of up to four at 0.5 % over HTTP',
      (performance.now() - larger) / 1000,
      's',
    );
    // Both together, with the reading of half a million lines for each.
    expect(processorSecondsOf(collector.pid) - busyBefore).toBeLessThan(10 * slowness());

    const pairs = boughtTogether(sales, 0.005);
    expect(pairs.length).toBeGreaterThan(500);
    expect(affinity).toMatchObject({ baskets: sales.length, support_floor: 0.005, problems: [] });
    const { rows = [] } = affinity;
    const found = new Map(rows.map((row) => [(row.products as string[]).join(' '), row]));
    expect(rows).toHaveLength(found.size);
    expect([...found].map(([pair, { orders }]) => `${pair}: ${orders}`).sort()).toEqual(
      pairs.map(({ pair, orders }) => `${pair}: ${orders}`).sort(),
    );
    const figures = ['support', 'confidence_forward', 'confidence_backward', 'lift'] as const;
    const ratios = pairs.flatMap((pair) =>
      figures.map((figure) => Number(found.get(pair.pair)?.[figure]) / pair[figure]),
    );
    expect(Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)))).toBeLessThan(1e-12);
    const sizes = new Set(sets.rows?.map(({ products }) => (products as string[]).length));
    expect(sizes).toEqual(new Set([2, 3, 4]));
  });

  it.skipIf(!tellsMemory)('searches them in 500 MB', () => {
    const peak = peakMemoryOf(collector.pid);
    measured('Online Retail, pairs and sets, peak memory of the collector', mebibytes(peak), 'MiB');
    expect(peak).toBeLessThan(500e6);
  });

  it('finds the same after rebuild', async () => {
    const ask = () =>
      Promise.all(
        ['revenue', 'net_revenue', 'repeat_purchase_rate'].map((id) => kpi(id, { interval: 'month' })),
      );
    const before = await ask();
    await collector.end();
    const rebuilt = await footfall(['rebuild'], { dataFolder: join(folder, 'data'), timeout: 300_000 });
    expect(rebuilt.code, rebuilt.stderr).toBe(0);
    measured('Online Retail, rebuild', rebuilt.seconds, 's');
    measured('Online Retail, rebuild, peak memory', mebibytes(rebuilt.peakMemory), 'MiB');
    await collector.start();
    expect(await ask()).toEqual(before);
  });

  it.skipIf(!tellsMemory)('is imported within bounded memory', () => {
    for (const [dataset, { peakMemory }] of runs)
      expect(peakMemory, `peak of the import of ${dataset}`).toBeLessThan(IMPORT_CEILING);
  });
});
