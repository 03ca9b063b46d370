import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHOP, ShopWriter } from '../store/sqlite/shop-writer.fixture.js';
import type { AppendBatch, ImportChunk } from '../store/store.js';
import { type DemoFilled, fillDemo } from './fill.js';

const SMALL = { visits: 600, days: 120, until: '2026-03-31', seed: 7 };

let shop: ShopWriter;
/** Groups of batches as the writer's thread gets them. */
const storeOf = ({ writer }: ShopWriter) => ({
  append: async (batch: AppendBatch) => writer.append([batch])[0] as { accepted: number; duplicates: number },
  importRows: async (chunk: ImportChunk) => writer.importRows(chunk),
});
beforeEach(() => {
  shop = new ShopWriter();
});
afterEach(() => shop.writer.close());

const fill = (
  options: Partial<typeof SMALL> = {},
  more: { signal?: AbortSignal; onProgress?: (filled: DemoFilled) => void } = {},
) => fillDemo(storeOf(shop), { key: 1, timezone: SHOP.timezone }, { ...SMALL, ...options, ...more });

describe('filling a site with the demo shop', () => {
  it('gives facts that rebuild makes again, and that filling again does not change', async () => {
    const filled = await fill();
    shop.settle();
    expect(filled.visits).toBeGreaterThan(500);
    const facts = shop.facts();
    for (const table of ['visit', 'orders', 'order_line', 'cart', 'lead', 'support_case', 'subscription'])
      expect([table, facts[table]?.length]).not.toEqual([table, 0]);
    shop.writer.rebuild(() => {});
    shop.settle();
    expect(shop.facts()).toEqual(facts);
    expect((await fill()).events).toBe(filled.events);
    shop.settle();
    expect(shop.facts()).toEqual(facts);
  });

  it('ends when it is told to, with what is in by then', async () => {
    const stop = new AbortController();
    await expect(
      fill({ visits: 5000 }, { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }),
    ).rejects.toThrow('enough');
    const { length } = shop.rows('visit');
    expect(length).toBeGreaterThan(100);
    expect(length).toBeLessThan(1500);
  });
});
