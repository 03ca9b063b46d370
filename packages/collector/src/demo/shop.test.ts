import { createHash } from 'node:crypto';
import { DATASETS, findDataset, readEvent, rowReader } from '@footfall/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from './calendar.js';
import type { DemoRow } from './row.js';
import { type DemoOptions, type DemoPart, demoShop, EVENTS_PER_VISIT } from './shop.js';
import type { DemoBatch } from './visit.js';

const YEAR = { visits: 12_000, days: 400, until: '2026-11-20', seed: 1 };
const LAST = Date.UTC(2026, 10, 21);
const FIRST = LAST - 400 * DAY;

function digest(options: DemoOptions, most = Number.POSITIVE_INFINITY): string {
  const hash = createHash('sha256');
  let parts = 0;
  for (const part of demoShop(options)) {
    hash.update(JSON.stringify(part));
    if (++parts >= most) break;
  }
  return hash.digest('hex');
}

let batches: DemoBatch[];
let rows: Record<string, DemoRow['row'][]>;
beforeAll(() => {
  batches = [];
  rows = {};
  for (const part of demoShop(YEAR)) {
    if ('batch' in part) batches.push(part.batch);
    else {
      const list = rows[part.dataset] ?? [];
      list.push(part.row);
      rows[part.dataset] = list;
    }
  }
});

const people = () =>
  batches.filter(({ context }) => !context.internal && !/bot|headless/i.test(context.userAgent ?? ''));
const startOf = ({ events }: DemoBatch): number => events[0]?.time ?? Number.NaN;
const orders = () => batches.filter(({ events }) => events.some(({ name }) => name === 'purchase'));
const count = (dataset: string) => rows[dataset]?.length ?? 0;

describe('the demo shop', () => {
  it('is the same for the same options, to the byte, and another for another seed', () => {
    const small = { visits: 400, days: 100, until: '2026-03-31', seed: 5 };
    expect(digest(small)).toBe(digest(small));
    expect(digest({ ...small, seed: 6 })).not.toBe(digest(small));
    expect(digest({ ...small, until: '2026-03-30' })).not.toBe(digest(small));
  });

  it('is what it was when this was written: benchmarks of different days compare the same shop', () => {
    expect(digest({ visits: 300, days: 60, until: '2026-03-31', seed: 1 })).toBe(
      'd4736c0b2c4948461d91e9ba760a6c6940c5b2ed9e2385a6c549e192f3540a55',
    );
  });

  it('ends at now, and is the same until then', () => {
    const now = Date.UTC(2026, 10, 20, 15);
    const cut: DemoPart[] = [...demoShop({ ...YEAR, visits: 3000, now })];
    const times = cut.flatMap((part) => ('batch' in part ? part.batch.events.map(({ time }) => time) : []));
    expect(Math.max(...times)).toBeLessThan(now);
    expect(Math.max(...times)).toBeGreaterThan(now - 12 * HOUR);
    const whole = [...demoShop({ ...YEAR, visits: 3000 })].filter((part) => 'batch' in part);
    const early = cut.filter((part) => 'batch' in part && startOf(part.batch) < now - DAY);
    expect(whole.slice(0, early.length)).toEqual(early);
  });

  it('says only what a browser may say', () => {
    const ids = new Set<string>();
    for (const { events } of batches)
      for (const event of events) {
        const read = readEvent(structuredClone(event));
        expect(read).toEqual({ ok: true, event, cut: 0 });
        ids.add(event.id);
      }
    expect(ids.size).toBe(batches.reduce((sum, { events }) => sum + events.length, 0));
  });

  it('comes in the order of time, within its days, about as large as it was asked for', () => {
    expect(batches.length).toBeGreaterThan(YEAR.visits * 0.98);
    expect(batches.length).toBeLessThan(YEAR.visits * 1.02);
    for (const { events } of batches)
      expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).sort());
    const starts = batches.map(startOf);
    // Each person's own day: those in Tokyo rise before those in Berlin.
    for (const [index, start] of starts.entries())
      if (index > 0) expect(start).toBeGreaterThan((starts[index - 1] as number) - 1.6 * DAY);
    expect(Math.min(...starts)).toBeGreaterThan(FIRST - DAY);
    expect(Math.max(...starts)).toBeLessThan(LAST);
    const events = batches.reduce((sum, batch) => sum + batch.events.length, 0);
    expect(events / batches.length).toBeGreaterThan(EVENTS_PER_VISIT * 0.93);
    expect(events / batches.length).toBeLessThan(EVENTS_PER_VISIT * 1.07);
  });
});

describe('the figures of the demo shop', () => {
  it('convert between 1 and 4 %, and some buy again', () => {
    const conversion = orders().length / people().length;
    expect(conversion).toBeGreaterThan(0.01);
    expect(conversion).toBeLessThan(0.04);
    const perCustomer = new Map<unknown, number>();
    for (const { customer_id } of rows.orders ?? [])
      if (customer_id !== undefined) perCustomer.set(customer_id, (perCustomer.get(customer_id) ?? 0) + 1);
    const repeat = [...perCustomer.values()].filter((number) => number > 1).length / perCustomer.size;
    expect(repeat).toBeGreaterThan(0.15);
    expect(repeat).toBeLessThan(0.5);
    const euro = (rows.orders ?? [])
      .filter(({ currency }) => currency === 'EUR')
      .map(({ value }) => Number(value));
    const mean = euro.reduce((sum, value) => sum + value, 0) / euro.length;
    expect(mean).toBeGreaterThan(50);
    expect(mean).toBeLessThan(150);
  });

  it('have weekdays, a season and evenings', () => {
    const weekdays = Array.from({ length: 7 }, () => 0);
    const months = new Map<string, number>();
    const hours = Array.from({ length: 24 }, () => 0);
    for (const batch of people()) {
      const start = startOf(batch);
      const date = new Date(start);
      weekdays[date.getUTCDay()] = (weekdays[date.getUTCDay()] as number) + 1;
      months.set(date.toISOString().slice(0, 7), (months.get(date.toISOString().slice(0, 7)) ?? 0) + 1);
      if (batch.context.country === 'DE')
        hours[(date.getUTCHours() + 1) % 24] = (hours[(date.getUTCHours() + 1) % 24] as number) + 1;
    }
    const [sunday, , , , , friday, saturday] = weekdays as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    expect(sunday).toBeGreaterThan(1.1 * saturday);
    expect(sunday).toBeGreaterThan(1.1 * friday);
    expect(months.get('2025-12')).toBeGreaterThan(1.25 * (months.get('2026-07') as number));
    expect(hours[20]).toBeGreaterThan(5 * (hours[4] as number));
  });

  it('know an outage in which nothing happened', () => {
    // Five hours from 11:00 UTC of the day at 62 % of the period.
    const out = FIRST + Math.floor(400 * 0.62) * DAY + 11 * HOUR;
    const during = batches
      .flatMap(({ events }) => events)
      .filter(({ time }) => time >= out && time < out + 5 * HOUR);
    const before = batches
      .flatMap(({ events }) => events)
      .filter(({ time }) => time >= out - DAY && time < out - DAY + 5 * HOUR);
    expect(during).toEqual([]);
    expect(before.length).toBeGreaterThan(20);
    expect(
      (rows.orders ?? []).filter(
        ({ order_id, time }) =>
          String(order_id).startsWith('K') &&
          Date.parse(String(time)) >= out &&
          Date.parse(String(time)) < out + 5 * HOUR,
      ),
    ).toEqual([]);
  });

  it('know a price war over pans and knives', () => {
    const price = new Map(
      (rows.products ?? []).map(({ item_id, price, item_category }) => [
        item_id,
        { price: Number(price), fought: ['Cookware', 'Knives'].includes(String(item_category)) },
      ]),
    );
    const level = (from: number, to: number, fought: boolean): number => {
      const ratios = (rows.competitor_prices ?? [])
        .filter(({ date }) => Date.parse(String(date)) >= from && Date.parse(String(date)) <= to)
        .map(({ item_id, price: asked }) => ({ own: price.get(item_id), asked: Number(asked) }))
        .filter(({ own }) => own?.fought === fought)
        .map(({ own, asked }) => asked / (own?.price ?? Number.NaN));
      return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    };
    const war = FIRST + Math.floor(400 * 0.7) * DAY;
    expect(level(FIRST, war - DAY, true)).toBeCloseTo(level(FIRST, war - DAY, false), 1);
    expect(level(war + 6 * DAY, war + 30 * DAY, true)).toBeLessThan(0.85 * level(FIRST, war - DAY, true));
    expect(level(war + 6 * DAY, war + 30 * DAY, false)).toBeCloseTo(level(FIRST, war - DAY, false), 1);
  });

  it('have bots, staff, people without cookies, several devices and many countries among them', () => {
    const share = (those: (batch: DemoBatch) => boolean) => batches.filter(those).length / batches.length;
    expect(share(({ context }) => context.internal === true)).toBeGreaterThan(0.003);
    expect(share(({ context }) => /bot|headless/i.test(context.userAgent ?? ''))).toBeGreaterThan(0.01);
    expect(share(({ context }) => context.origin === 'cookieless')).toBeGreaterThan(0.03);
    expect(share(({ context }) => (context.visit?.number ?? 1) > 1)).toBeGreaterThan(0.15);
    expect(new Set(batches.map(({ context }) => context.country)).size).toBeGreaterThan(15);
    expect(new Set((rows.orders ?? []).map(({ currency }) => currency)).size).toBeGreaterThan(5);
    const visitorsOf = new Map<string, Set<string | undefined>>();
    for (const { context } of batches)
      if (context.customer)
        visitorsOf.set(
          context.customer,
          (visitorsOf.get(context.customer) ?? new Set()).add(context.visitor),
        );
    expect([...visitorsOf.values()].some((visitors) => visitors.size > 1)).toBe(true);
  });

  it('have campaigns that start and end', () => {
    const days = (campaign: string) =>
      batches
        .filter(({ context }) => context.visit?.landing?.includes(`utm_campaign=${campaign}`))
        .map((batch) => (startOf(batch) - FIRST) / (400 * DAY));
    const spring = days('spring-launch');
    expect(spring.length).toBeGreaterThan(40);
    expect(Math.min(...spring)).toBeGreaterThan(0.17);
    expect(Math.max(...spring)).toBeLessThan(0.43);
    expect(Math.min(...days('knife-skills'))).toBeGreaterThan(0.59);
    expect(days('cart-reminder').length).toBeGreaterThan(5);
    expect(batches.some(({ context }) => /[?&]gclid=/.test(context.visit?.landing ?? ''))).toBe(true);
    expect(batches.some(({ context }) => context.visit?.referrer === 'https://chatgpt.com/')).toBe(true);
  });
});

describe('the files of the demo shop', () => {
  it('have rows of every dataset that there is, each of them good', () => {
    expect(Object.keys(DATASETS).filter((name) => count(name) < 10)).toEqual([]);
    for (const [name, list] of Object.entries(rows)) {
      const dataset = findDataset(name);
      if (dataset === undefined) throw new Error(`there is no dataset ${name}`);
      const reader = rowReader(dataset, 'Europe/Berlin');
      const keys = new Set<string>();
      for (const row of list) {
        expect(reader.read(row)).toMatchObject({ ok: true });
        expect(Object.keys(row).filter((column) => !reader.columns.includes(column))).toEqual([]);
        keys.add(dataset.key.map((column) => row[column] ?? '').join('\n'));
      }
      expect([name, keys.size]).toEqual([name, list.length]);
    }
  });

  it('cost less than they bring, and more than nothing', () => {
    const cost = (kind: string) =>
      (rows.costs ?? []).filter((row) => row.kind === kind).reduce((sum, row) => sum + Number(row.cost), 0);
    const revenue = (rows.orders ?? [])
      .filter(({ currency }) => currency === 'EUR')
      .reduce((sum, { value }) => sum + Number(value), 0);
    for (const kind of ['ads', 'marketing', 'operating']) expect(cost(kind)).toBeGreaterThan(0);
    expect(cost('ads') + cost('marketing') + cost('operating')).toBeLessThan(revenue);
  });
});
