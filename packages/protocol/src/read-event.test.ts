import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.js';
import { readEvent } from './read-event.js';

const event = (data?: object) => ({
  id: 'e1',
  name: 'view_item',
  time: 1_767_225_600_000,
  ...(data && { data }),
});

function dataOf(data: object): { data: Record<string, unknown>; cut: number } {
  const read = readEvent(event(data));
  if (!read.ok) throw new Error(read.reason);
  return { data: read.event.data as Record<string, unknown>, cut: read.cut };
}

/** How deep objects and lists lie in one another. */
const depthOf = (value: unknown): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));

describe('items', () => {
  it.each([
    ['invalid_money', { item_id: 'A', price: 'free' }],
    ['invalid_money', { item_id: 'A', price: -1 }],
    ['invalid_quantity', { item_id: 'A', quantity: -1 }],
    ['invalid_quantity', { item_id: 'A', quantity: '2 pieces' }],
  ])('refuse the event for a wrong figure, instead of being lost without a word: %s', (reason, item) => {
    expect(readEvent(event({ items: [{ item_id: 'B', price: 1 }, item] }))).toMatchObject({
      ok: false,
      reason,
    });
  });

  it('that are no items are cut and counted', () => {
    expect(dataOf({ items: [null, 'A', ['B'], { item_id: 'C' }] })).toEqual({
      data: { items: [{ item_id: 'C' }] },
      cut: 3,
    });
    expect(dataOf({ items: 'A, B' })).toEqual({ data: {}, cut: 1 });
  });

  it('beyond the limit are cut and counted', () => {
    const items = Array.from({ length: LIMITS.eventItems + 5 }, (_, index) => ({ item_id: `I${index}` }));
    const { data, cut } = dataOf({ items });
    expect(data.items).toHaveLength(LIMITS.eventItems);
    expect(cut).toBe(1);
  });
});

describe('data', () => {
  it('that is no object refuses the event as what it is', () => {
    for (const data of ['none', 5, null, ['a']])
      expect(readEvent({ ...event(), data })).toMatchObject({ ok: false, reason: 'not_an_object' });
  });

  it('of more fields than may be keeps those with a meaning', () => {
    const fields = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x${index}`, index]));
    const { data, cut } = dataOf({ ...fields, currency: 'EUR', value: 5, items: [] });
    expect(Object.keys(data)).toHaveLength(LIMITS.dataFields);
    expect(data).toMatchObject({ currency: 'EUR', value: 5, items: [], x0: 0 });
    expect(cut).toBe(203 - LIMITS.dataFields);
  });

  it('nested deeper than may be is cut and counted', () => {
    const nested = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as object;
    const { data, cut } = dataOf({ nested, value: 1, currency: 'EUR' });
    expect(cut).toBe(1);
    expect(depthOf(data)).toBeLessThanOrEqual(LIMITS.eventDepth);
    expect(data).toMatchObject({ value: 1, currency: 'EUR' });
  });

  it('can always be written as JSON again, whatever came', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10 }), (json) => {
        const read = readEvent({ ...event(), data: { any: JSON.parse(json) } });
        if (read.ok) expect(depthOf(read.event)).toBeLessThanOrEqual(LIMITS.eventDepth + 1);
      }),
    );
  });
});
