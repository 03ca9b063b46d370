import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../app.fixture.js';
import { FactShop } from '../kpi/fact-shop.fixture.js';
import * as kpi from '../kpi/index.js';

const FUNNEL = {
  site: 'shop',
  from: '2026-01-05',
  to: '2026-01-05',
  steps: [{ event: 'view_item', name: '=Seen' }, { event: 'add_to_cart' }],
};

let shop: FactShop;
let test: TestApp;
let reader: string;
beforeEach(async () => {
  shop = new FactShop();
  const visit = shop.visit(1, '2026-01-05T10:00:00', { steps: 3, channel: '=1+1' });
  shop.hit(visit, 'view_item', '2026-01-05T10:00:00');
  shop.hit(visit, 'add_to_cart', '2026-01-05T10:00:30');
  test = await createTestApp({ kpi: { ...kpi, askFunnel: (_, body) => kpi.askFunnel(shop.context, body) } });
  reader = await test.key('reader', ['shop']);
});
afterEach(() => shop.close());

const post = (body: object, query = '', secret = reader) =>
  test.asHolder(secret, 'POST', `/v1/funnels${query}`, body);

describe('POST /v1/funnels', () => {
  it('answers the steps', async () => {
    const response = await post(FUNNEL);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      value: 1,
      steps: [
        { name: '=Seen', count: 1 },
        { name: 'add_to_cart', count: 1, median_ms: 30_000 },
      ],
    });
  });

  it('answers CSV and NDJSON, in which no name runs as a formula', async () => {
    const csv = await post({ ...FUNNEL, by: 'channel' }, '?format=csv');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe(
      'attachment; filename="funnel-shop-2026-01-05-2026-01-05.csv"',
    );
    expect((await csv.text()).split('\r\n').slice(0, 2)).toEqual([
      'channel,step,name,count,of_first,of_previous,median_ms',
      "'=1+1,1,'=Seen,1,1,1,",
    ]);
    const lines = await post(FUNNEL, '?format=ndjson');
    expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
    const records = (await lines.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toMatchObject([
      { step: 1, count: 1 },
      { step: 2, count: 1 },
    ]);
  });

  it.each([
    [{ ...FUNNEL, steps: [{ event: 'a' }] }, ['steps']],
    [{ ...FUNNEL, steps: [{ event: 'a', evnt: 'b' }, { event: 1 }] }, ['steps.0.evnt', 'steps.1.event']],
    [
      { ...FUNNEL, steps: [{ event: 'a' }, { event: 'b', filter: 'colour==red' }], by: 'product' },
      ['by', 'steps.1.filter'],
    ],
    [{ ...FUNNEL, from: '2026-02-31' }, ['from']],
    [{ ...FUNNEL, within: 'year' }, ['within']],
  ])('names each field that is wrong: %j', async (body, fields) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { fields: { field: string }[] } };
    expect(error.fields.map(({ field }) => field)).toEqual(fields);
  });

  it('is for keys that may read this site', async () => {
    expect((await post(FUNNEL, '', await test.key('writer'))).status).toBe(403);
    expect((await post(FUNNEL, '', await test.key('reader', ['other']))).status).toBe(403);
    expect((await post({ ...FUNNEL, site: 'shpo' }, '', await test.key('reader'))).status).toBe(404);
  });
});
