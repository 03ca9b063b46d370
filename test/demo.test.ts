import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ShopFolder } from './cli/shop-folder.js';
import { type Collector, type KpiAnswer, startCollector } from './harness/collector.js';
import { waitFor } from './harness/wait.js';

const UNTIL = '2026-10-31';
const YEAR = { site: 'demo', from: '2025-11-01', to: UNTIL };

interface Definition {
  id: string;
}

describe('footfall demo', () => {
  let folder: ShopFolder;
  let collector: Collector;
  let filled: { visits: number; events: number; rows: Record<string, number> };

  beforeAll(async () => {
    folder = await ShopFolder.create();
    filled = await folder.json(['demo', '--visits', '8000', '--until', UNTIL]);
    collector = await startCollector({ dataFolder: folder.data });
  });
  afterAll(async () => {
    await collector?.stop();
    await folder.remove();
  });

  it('fills a site with a shop in which every KPI has a value', async () => {
    expect(filled.visits).toBeGreaterThan(7800);
    const { kpis } = await collector.fetchJson<{ kpis: Definition[] }>('/v1/kpis');
    const empty: string[] = [];
    for (const { id } of kpis) {
      const { value, rows = [], missing } = await collector.kpi(id, YEAR);
      if (missing !== null || (value === null && rows.length === 0)) empty.push(id);
    }
    expect(empty).toEqual([]);
  });

  it('has the figures of a shop', async () => {
    const value = async (id: string, more: object = {}) =>
      (await collector.kpi(id, { ...YEAR, ...more })).value;
    expect(await value('conversion_rate')).toSatisfy((rate: number) => rate > 0.01 && rate < 0.04);
    expect(await value('cart_abandonment_rate')).toSatisfy((rate: number) => rate > 0.4 && rate < 0.85);
    expect(await value('cart_recovery_rate')).toSatisfy((rate: number) => rate > 0.04 && rate < 0.3);
    expect(await value('engagement_rate')).toSatisfy((rate: number) => rate > 0.5 && rate < 0.85);
    expect(await value('return_on_ad_spend')).toSatisfy((ratio: number) => ratio > 1 && ratio < 6);
    expect(await value('bounce_rate')).toSatisfy((rate: number) => rate > 0.3 && rate < 0.6);
    expect(await value('return_rate')).toSatisfy((rate: number) => rate > 0.02 && rate < 0.2);
    expect(await value('repeat_purchase_rate')).toSatisfy((rate: number) => rate > 0.1 && rate < 0.5);
    const { excluded } = await collector.kpi('visits', YEAR);
    for (const reason of ['bots', 'internal']) expect(excluded[reason]).toBeGreaterThan(10);
    const { rows } = await collector.kpi('visits', { ...YEAR, by: 'channel' });
    const channels = rows?.map(({ channel }) => channel);
    for (const channel of [
      'Direct',
      'Organic Search',
      'Paid Search',
      'Paid Shopping',
      'Paid Social',
      'Organic Social',
      'Email',
      'AI Assistants',
      'Affiliates',
      'Referral',
      'Display',
    ])
      expect(channels).toContain(channel);
  });

  it('can be rebuilt to the same facts', async () => {
    const facts = async () => [
      await (await collector.fetch(`/v1/export/visits?site=demo`)).text(),
      await (await collector.fetch(`/v1/export/orders?site=demo`)).text(),
    ];
    const before = await facts();
    expect(before[0]?.split('\n').length).toBeGreaterThan(7000);
    expect((await folder.run(['rebuild'])).code).toBe(0);
    expect(await facts()).toEqual(before);
  });

  it('is not mixed with what is there, and is gone when its site is', async () => {
    const again = await folder.run(['demo', '--visits', '100']);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('has visits already')]);
    expect((await folder.run(['site', 'remove', 'demo', '--yes'])).code).toBe(0);
    expect(await folder.json(['site', 'list'])).toEqual([]);
    const small = await folder.json<{ visits: number }>([
      'demo',
      '--site',
      'other',
      '--visits',
      '100',
      '--days',
      '30',
    ]);
    expect(small.visits).toBeGreaterThan(80);
  });

  it.each([
    [['--visits', '0'], 'whole number from 1'],
    [['--days', '40000'], 'whole number from 1 to 3,660'],
    [['--until', '2026-02-30'], 'date of the calendar'],
    [['--visits', '5', '--events', '50'], 'cannot be used'],
  ])('refuses %j', async (args, words) => {
    const { code, stderr } = await folder.run(['demo', ...args]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('the first start with --demo', () => {
  const args = ['--demo-shop', '--demo'];
  const siteName = async (collector: Collector) =>
    (await collector.fetchJson<{ name: string }>('/v1/sites/demo').catch(() => undefined))?.name;
  const today = new Date().toISOString().slice(0, 10);
  const yearAgo = new Date(Date.now() - 380 * 86_400_000).toISOString().slice(0, 10);

  it('fills the demo shop in the background, begins anew what was stopped, and leaves alone what is there', async () => {
    const folder = await ShopFolder.create();
    const collector = await startCollector({ args, dataFolder: folder.data });
    try {
      expect(collector.output).toContain('is being filled');
      expect(collector.output).toContain('footfall site remove demo');
      const visits = async () =>
        (
          await collector.kpi<KpiAnswer & { value: number }>('visits', {
            site: 'demo',
            from: yearAgo,
            to: today,
          })
        ).value;
      await waitFor('the first visits', async () => (await visits()) > 0, { timeout: 60_000 });
      await collector.restart();
      await waitFor('a full shop', async () => (await siteName(collector)) === 'Demo shop', {
        timeout: 240_000,
      });
      const full = await visits();
      expect(full).toBeGreaterThan(17_000);
      expect(collector.output).toContain('The demo shop is full');
      // Of the same people, once: the new start has not added to what the first had left.
      expect(full).toBeLessThan(20_000);
      await collector.restart();
      expect(await visits()).toBe(full);
      expect(await siteName(collector)).toBe('Demo shop');
    } finally {
      await collector.stop();
      await folder.remove();
    }
  });

  it('leaves it empty where that is wanted', async () => {
    for (const [more, env] of [
      [['--no-demo'], {}],
      [[], { FOOTFALL_DEMO: '0' }],
    ] as const) {
      const collector = await startCollector({ args: [...args, ...more], env });
      try {
        expect(collector.output).not.toContain('is being filled');
        expect(await siteName(collector)).toBe('Demo shop');
      } finally {
        await collector.stop();
      }
    }
  });
});
