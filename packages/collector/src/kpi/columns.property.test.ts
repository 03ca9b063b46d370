import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scan, ScanStore } from '../store/scan.js';
import { fitsColumns } from '../store/sqlite/columns/fits-columns.js';
import { funnelFitsColumns } from '../store/sqlite/columns/fits-funnel.js';
import { inOneGo } from '../store/sqlite/in-one-go.js';
import { Reader } from '../store/sqlite/reader.js';
import { scansOver } from '../store/sqlite/scan/index.js';
import { history, rearranged } from '../store/sqlite/shop-history.fixture.js';
import { folderWithDatabase, SHOP } from '../store/sqlite/shop-writer.fixture.js';
import { wholeOfSeries } from '../store/sqlite/whole-of-series.js';
import { Writer } from '../store/sqlite/writer.js';
import type { AppendBatch, ImportChunk, Row, Site } from '../store/store.js';
import { answerKpis, askFunnel, funnelBody, type KpiParameters, listKpis } from './index.js';

// Whatever happens to a shop, and in whatever order: what columns and kept pieces answer is what the rows answer, to
// the last digit. A reader that has been asked all along must never answer what was true before.

const RUNS = process.env.FOOTFALL_TEST_FULL ? 600 : 25;

const dimensionsOf = new Map(listKpis().map(({ id, dimensions }) => [id, dimensions]));
const KPIS = [
  ...['revenue', 'net_revenue', 'orders', 'average_order_value', 'units_per_order', 'conversion_rate'],
  ...[
    'visitor_conversion_rate',
    'cart_abandonment_rate',
    'abandoned_cart_value',
    'checkout_abandonment_rate',
  ],
  ...['revenue_per_visit', 'revenue_per_visitor', 'new_customer_orders', 'visitors', 'visits', 'page_views'],
  ...['new_visitor_share', 'time_on_site', 'bounce_rate', 'engagement_rate', 'pages_per_visit'],
  ...['visits_per_visitor', 'return_rate', 'first_visit_purchase_rate', 'repeat_order_ratio'],
  'lead_to_order_rate',
];
const DIMENSIONS = [
  ...['channel', 'source', 'campaign', 'country', 'device', 'browser', 'landing_page', 'visitor_type'],
  ...['payment_type', 'customer_type', 'exit_page'],
];
const VALUES = [
  'Direct',
  'Email',
  'google',
  'DE',
  'desktop',
  '/',
  '/p/1',
  'new',
  'returning',
  '(not set)',
  'n',
];

const chunk = (dataset: string, fields: ImportChunk['rows'][number]['fields']): ImportChunk => ({
  ...{ site: 1, dataset, session: 's' },
  rows: [{ row: 1, fields }],
});
const IMPORTS: ImportChunk[] = [
  chunk('exchange_rates', { date: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' }),
  chunk('orders', {
    ...{ order_id: 'T1', time: Date.UTC(2026, 0, 11, 1), currency: 'EUR', value: '25.5', customer_id: 'ann' },
    ...{ visitor_id: 'v1', country: 'FR' },
  }),
  chunk('refunds', {
    ...{ refund_id: 'R1', time: Date.UTC(2026, 0, 12), currency: 'EUR', value: '5', order_id: 'T1' },
  }),
];
const SETTINGS: Partial<Site>[] = [
  { timezone: 'Asia/Kathmandu' },
  { timezone: 'America/New_York' },
  { currency: 'USD' },
  { settings: { ...SHOP.settings, visitIdleMinutes: 90 } },
  { settings: { ...SHOP.settings, contentGroups: [{ name: 'blog', pattern: '/p/' }] } },
  { ...SHOP },
];

const question = fc.record({
  kpis: fc.uniqueArray(fc.constantFrom(...KPIS), { minLength: 1, maxLength: 6 }),
  from: fc.constantFrom('2025-12-20', '2026-01-10', '2026-01-11', '2026-01-12'),
  to: fc.constantFrom('2026-01-12', '2026-01-13', '2026-01-14', '2026-01-20'),
  interval: fc.constantFrom(undefined, 'hour', 'day', 'week', 'month'),
  by: fc.option(fc.constantFrom(...DIMENSIONS), { nil: undefined }),
  compare: fc.constantFrom(undefined, 'previous', 'year', '2026-01-10..2026-01-11'),
  filter: fc.option(
    fc.tuple(fc.constantFrom(...DIMENSIONS), fc.constantFrom('==', '!=', '=~'), fc.constantFrom(...VALUES)),
    { nil: undefined },
  ),
  /** Days after the last event; carts are open on the first. */
  later: fc.constantFrom(0, 0, 9),
});

/** Views of pages by what each view has of itself. */
const list = fc
  .tuple(question, fc.constantFrom('page', 'content_group'))
  .map(([asked, by]) => ({ ...asked, kpis: ['page_views'], by }));

const STEPS = [
  'page_view',
  'view_item',
  'add_to_cart',
  'begin_checkout',
  'purchase',
  'search',
  'generate_lead',
];
const CONDITIONS = [
  ...['page==/', 'page=~/p', 'page!=/p/1', 'page==(not set)', 'content_group==blog', 'country==DE'],
  ...['channel!=Direct;page==/', 'page==/,visitor_type==new', 'exit_page!=/', 'device==desktop'],
];
const funnel = fc.record({
  from: fc.constantFrom('2025-12-20', '2026-01-11'),
  to: fc.constantFrom('2026-01-12', '2026-01-14'),
  interval: fc.constantFrom(undefined, 'hour', 'day'),
  by: fc.constantFrom(undefined, 'channel', 'visitor_type', 'landing_page'),
  filter: fc.constantFrom(undefined, 'channel==Direct', 'country!=DE'),
  order: fc.constantFrom('loose', 'strict'),
  time_limit_minutes: fc.constantFrom(undefined, undefined, 1, 30),
  steps: fc.array(
    fc.record({
      event: fc.constantFrom(...STEPS),
      filter: fc.oneof(fc.constant(undefined), fc.constantFrom(...CONDITIONS)),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ deed: fc.constant('append' as const), batches: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ deed: fc.constant('pages' as const), days: fc.constantFrom(1, 3, 99) }),
  },
  fc.record({ deed: fc.constant('import' as const), of: fc.nat(IMPORTS.length - 1) }),
  fc.record({ deed: fc.constant('change' as const), to: fc.nat(SETTINGS.length - 1) }),
  fc.record({ deed: fc.constant('work' as const) }),
  fc.record({ deed: fc.constant('rebuild' as const) }),
  // Raw events go, and what was made of them is sealed.
  fc.record({ deed: fc.constant('retain' as const) }),
  // Another process finds what this one has written.
  fc.record({ deed: fc.constant('restart' as const) }),
);

const life = fc.record({
  batches: history,
  seed: fc.integer(),
  steps: fc.array(deed, { minLength: 2, maxLength: 8 }),
  /** Asked after each step. */
  questions: fc.array(question, { minLength: 1, maxLength: 3 }),
  lists: fc.array(list, { minLength: 1, maxLength: 2 }),
  funnels: fc.array(funnel, { minLength: 1, maxLength: 2 }),
});

const NOW = Date.UTC(2026, 0, 13, 22);
const DAY = 86_400_000;

function doOne(
  writer: Writer,
  one: typeof deed extends fc.Arbitrary<infer T> ? T : never,
  late: AppendBatch[],
): void {
  if (one.deed === 'append') writer.append(late.splice(0, one.batches));
  else if (one.deed === 'import') writer.importRows(IMPORTS[one.of] as ImportChunk);
  else if (one.deed === 'change') writer.changeSite('shop', SETTINGS[one.to] as Partial<Site>);
  else if (one.deed === 'work') while (writer.step());
  else if (one.deed === 'rebuild') writer.rebuild(() => {});
  else if (one.deed === 'retain') {
    writer.changeSite('shop', { settings: { ...SHOP.settings, keepEventsDays: 2 } });
    writer.retain();
    while (writer.step());
  } else if (one.deed === 'restart') return;
  else for (let day = 0; day < one.days && writer.writeColumns(); day++);
}

/** Only what all of the KPIs have. */
function parametersOf({
  kpis,
  from,
  to,
  interval,
  by,
  compare,
  filter,
}: typeof question extends fc.Arbitrary<infer T> ? T : never) {
  const has = (name: string) => kpis.every((id) => dimensionsOf.get(id)?.includes(name));
  return {
    ...{ from, to },
    ...(interval && { interval }),
    ...(compare && { compare }),
    ...(by && has(by) && { by }),
    ...(filter && has(filter[0]) && { filter: filter.join('') }),
  } as KpiParameters;
}

describe('answers', () => {
  it('from columns are those from the rows, whatever has happened since the reader was asked last', async () => {
    let byColumns = 0;
    let funnelsByColumns = 0;
    /** Scans of the rows that another one answered. */
    let spared = 0;
    await fc.assert(
      fc.asyncProperty(life, async ({ batches, seed, steps, questions, lists, funnels }) => {
        const folder = folderWithDatabase();
        const writer = new Writer(folder, () => NOW + 2 * DAY);
        writer.db.pragma('synchronous = OFF');
        writer.addSite(SHOP);
        // It keeps every answer, also those that take no time.
        let reader = new Reader(folder, -1);
        const rows = scansOver(async (sql, parameters) => {
          return writer.db
            .prepare(sql)
            .raw()
            .all(...parameters) as Row[];
        });
        const read = scansOver(async (sql, parameters) => reader.query(sql, parameters));
        // As one question asks for all that it needs.
        const scanTogether = inOneGo(async (scans: readonly Scan[]) => reader.scans(scans));
        const scanRows = wholeOfSeries((scan) => {
          spared--;
          return read.scan(scan);
        });
        const columns: ScanStore = {
          ...read,
          scan: async (scan) => {
            const answered = fitsColumns(scan) ? await scanTogether(scan) : null;
            if (answered) byColumns++;
            if (answered) return answered;
            spared++;
            return scanRows(scan);
          },
          funnel: async (scan) => {
            const answered = funnelFitsColumns(scan) ? reader.funnel(scan) : null;
            if (answered) funnelsByColumns++;
            return answered ?? read.funnel(scan);
          },
          funnelLosses: async (scan, top) =>
            (funnelFitsColumns(scan) ? reader.funnelLosses(scan, top) : null) ?? read.funnelLosses(scan, top),
        };
        const late = rearranged(batches, seed);
        try {
          for (const step of steps) {
            doOne(writer, step, late);
            if (step.deed === 'restart') {
              writer.putPieces(reader.takePieces());
              reader.close();
              reader = new Reader(folder, -1);
            }
            const site = writer.settings().sites[0] as Site;
            for (const asked of [...questions, ...lists]) {
              const answer = async (store: ScanStore) =>
                JSON.stringify(
                  await answerKpis(
                    { store, site, now: NOW + asked.later * DAY },
                    asked.kpis,
                    parametersOf(asked),
                  ),
                );
              expect(await answer(columns)).toBe(await answer(rows));
            }
            for (const asked of funnels) {
              const body = funnelBody.parse({ site: 'shop', ...JSON.parse(JSON.stringify(asked)) });
              const answer = async (store: ScanStore) =>
                JSON.stringify(await askFunnel({ store, site, now: NOW }, body));
              expect(await answer(columns)).toBe(await answer(rows));
            }
          }
        } finally {
          reader.close();
          writer.close();
        }
      }),
      { numRuns: RUNS },
    );
    // Else the rows were compared with themselves.
    expect(byColumns).toBeGreaterThan(RUNS * 10);
    expect(funnelsByColumns).toBeGreaterThan(RUNS * 5);
    expect(spared).toBeGreaterThan(RUNS);
  }, 600_000);
});
