import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, NOW, type TestApp } from '../app.fixture.js';
import {
  type Explanation,
  type KpiAnswer,
  type KpiContext,
  KpiError,
  type KpiParameters,
  listKpis,
} from '../kpi/index.js';
import { say } from '../say.js';
import { csvOf, recordsOfKpi } from './answer-text.js';

const answer: KpiAnswer = {
  kpi: 'revenue',
  site: 'shop',
  from: '2026-01-01',
  to: '2026-01-31',
  timezone: 'Europe/Berlin',
  unit: 'money',
  value: { value: 123456, currency: 'EUR', decimals: 2 },
  numerator: { value: 123456, currency: 'EUR', decimals: 2 },
  denominator: null,
  missing: null,
  excluded: { bots: 0, internal: 0, cookieless: 0, no_exchange_rate: 0 },
};

const explanation: Explanation = {
  kpi: 'revenue',
  title: 'Revenue',
  sentence: 'What customers ordered.',
  unit: 'money',
  direction: 'up',
  dimensions: ['channel'],
  import: null,
  formula: { words: 'Σ value of orders', numbers: '1234.56 EUR = 1234.56 EUR', terms: [] },
  figures: {},
  left_out: [{ reason: 'bots', rows: 0, why: 'They are kept apart.' }],
  answer,
  sql: [{ sql: 'SELECT ?', parameters: [1], literal: 'SELECT 1', rows: 1 }],
};

let test: TestApp;
let reader: string;
let asked: { site: string; now: number; ids: readonly string[]; parameters: KpiParameters }[];

beforeEach(async () => {
  asked = [];
  const note = ({ site, now }: KpiContext, ids: readonly string[], parameters: KpiParameters) => {
    asked.push({ site: site.id, now, ids, parameters });
    if (ids.includes('revenu'))
      throw new KpiError(
        'unknown_kpi',
        404,
        say('there is no KPI "{{id}}"', { id: 'revenu' }),
        say('did you mean {{name}}?', { name: 'revenue' }),
      );
  };
  test = await createTestApp({
    kpi: {
      listKpis,
      answerKpi: async (context, id, parameters) => {
        note(context, [id], parameters);
        return answer;
      },
      answerKpis: async (context, ids, parameters) => {
        note(context, ids, parameters);
        return Object.fromEntries(ids.map((id) => [id, { ...answer, kpi: id }]));
      },
      makeGoal: () => Promise.reject(new Error('not asked for')),
      changeGoal: () => Promise.reject(new Error('not asked for')),
      answerGoal: () => Promise.reject(new Error('not asked for')),
      askFunnel: () => Promise.reject(new Error('not asked for')),
      explainKpi: async (context, id, parameters) => {
        note(context, [id], parameters);
        return explanation;
      },
    },
  });
  reader = await test.key('reader', ['shop']);
});

async function get(path: string, secret = reader) {
  const response = await test.asHolder(secret, 'GET', path);
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

describe('GET /v1/kpis', () => {
  it('lists the definitions', async () => {
    const { status, body } = await get('/v1/kpis');
    expect(status).toBe(200);
    expect(body.kpis).toContainEqual(
      expect.objectContaining({ id: 'conversion_rate', unit: 'proportion', direction: 'up' }),
    );
  });
});

describe('GET /v1/kpis/{id}', () => {
  const period = 'site=shop&from=2026-01-01&to=2026-01-31';

  it('asks the engine for what the query says, and answers what it answers', async () => {
    const query = `${period}&interval=day&by=channel&filter=country%3D%3DDE&compare=previous&limit=5`;
    expect(await get(`/v1/kpis/revenue?${query}`)).toEqual({ status: 200, body: answer });
    expect(asked).toEqual([
      {
        site: 'shop',
        now: NOW,
        ids: ['revenue'],
        parameters: {
          from: '2026-01-01',
          to: '2026-01-31',
          interval: 'day',
          by: 'channel',
          filter: 'country==DE',
          compare: 'previous',
          limit: 5,
        },
      },
    ]);
  });

  it('answers CSV when asked for it', async () => {
    const response = await test.asHolder(reader, 'GET', `/v1/kpis/revenue?${period}&format=csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await response.text()).toContain('1234.56,EUR');
  });

  it.each([
    ['from=2026-01-01&to=2026-01-31', 'site'],
    ['site=shop&to=2026-01-31', 'from'],
    [`${period}&interval=fortnight`, 'interval'],
    [`${period}&limit=many`, 'limit'],
    [`${period}&from=2026-01-02`, 'from'],
  ])('names the field that is wrong: %s', async (query, field) => {
    const { status, body } = await get(`/v1/kpis/revenue?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'invalid_request', fields: [{ field }] } });
  });

  it('answers no other question than the one that was meant: a mistyped parameter is refused', async () => {
    const wrong = '/v1/kpis/revenue?site=shop&from=2026-01-01&to=2026-01-31&filtr=country==DE';
    const refused = await test.asHolder(reader, 'GET', wrong);
    expect(refused.status).toBe(400);
    expect((await refused.json()).error.message).toBe('filtr: no such field; did you mean filter?');
    expect(asked).toEqual([]);
  });

  it('passes on what the engine refuses, with its hint', async () => {
    expect(await get(`/v1/kpis/revenu?${period}`)).toEqual({
      status: 404,
      body: {
        error: { code: 'unknown_kpi', message: 'there is no KPI "revenu"', hint: 'did you mean revenue?' },
      },
    });
  });

  it('is for keys that may read this site', async () => {
    const path = `/v1/kpis/revenue?${period}`;
    expect((await test.ask('GET', path)).status).toBe(401);
    expect((await get(path, await test.key('writer'))).status).toBe(403);
    expect((await get(path, await test.key('reader', ['other']))).status).toBe(403);
    expect((await get(path, await test.key('admin'))).status).toBe(200);
    expect((await get(path, await test.key('guest', ['shop']))).status).toBe(200);
    expect((await get(path, await test.key('guest', ['other']))).status).toBe(403);
    expect((await get(path.replace('shop', 'shpo'), await test.key('reader'))).body).toMatchObject({
      error: { code: 'unknown_site', hint: 'did you mean shop?' },
    });
  });
});

describe('GET /v1/kpis/{id}/explain', () => {
  const query = 'site=shop&from=2026-01-01&to=2026-01-31&filter=country%3D%3DDE';

  it('asks the engine to explain what it was asked for', async () => {
    expect(await get(`/v1/kpis/revenue/explain?${query}`)).toEqual({ status: 200, body: explanation });
    expect(asked).toEqual([
      {
        site: 'shop',
        now: NOW,
        ids: ['revenue'],
        parameters: { from: '2026-01-01', to: '2026-01-31', filter: 'country==DE' },
      },
    ]);
  });

  it('is for keys that may read this site', async () => {
    const path = `/v1/kpis/revenue/explain?${query}`;
    expect((await test.ask('GET', path)).status).toBe(401);
    expect((await get(path, await test.key('writer'))).status).toBe(403);
    expect((await get(path, await test.key('reader', ['other']))).status).toBe(403);
  });
});

describe('POST /v1/query', () => {
  const question = { site: 'shop', from: '2026-01-01', to: '2026-01-31', kpis: ['revenue', 'orders'] };

  it('answers several KPIs by their ids', async () => {
    const response = await test.asHolder(reader, 'POST', '/v1/query', { ...question, interval: 'day' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      site: 'shop',
      from: '2026-01-01',
      to: '2026-01-31',
      timezone: 'Europe/Berlin',
      kpis: { revenue: answer, orders: { ...answer, kpi: 'orders' } },
    });
    expect(asked[0]?.parameters).toEqual({ from: '2026-01-01', to: '2026-01-31', interval: 'day' });
  });

  it('names what is wrong', async () => {
    const response = await test.asHolder(reader, 'POST', '/v1/query', {
      ...question,
      kpis: 'revenue',
      fro: 1,
    });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { fields: { field: string }[] } };
    expect(error.fields.map(({ field }) => field)).toEqual(['kpis', 'fro']);
  });
});

const kpiCsv = (answered: KpiAnswer) => csvOf(recordsOfKpi(answered));

describe('CSV of a KPI', () => {
  it('writes the value, money as a decimal number with its currency beside', () => {
    expect(kpiCsv(answer)).toBe(
      'from,to,value,value_currency,numerator,numerator_currency,denominator\r\n' +
        '2026-01-01,2026-01-31,1234.56,EUR,1234.56,EUR,\r\n',
    );
  });

  it('writes the series, or the rows where there are some', () => {
    const series = [
      {
        start: '2026-01-01',
        value: 0.5,
        numerator: 1,
        denominator: 2,
        confidence: [0.1, 0.9] as [number, number],
      },
      { start: '2026-01-02', value: null, numerator: 0, denominator: 0, confidence: null },
    ];
    expect(kpiCsv({ ...answer, series })).toBe(
      'start,value,numerator,denominator,confidence_1,confidence_2,confidence\r\n' +
        '2026-01-01,0.5,1,2,0.1,0.9,\r\n2026-01-02,,0,0,,,\r\n',
    );
    const rows = [{ channel: 'Direct, "typed"', value: { value: -5, currency: 'JPY', decimals: 0 } }];
    expect(kpiCsv({ ...answer, series, rows })).toBe(
      'channel,value,value_currency\r\n"Direct, ""typed""",-5,JPY\r\n',
    );
  });

  it('writes a name that begins like a formula as a text', () => {
    const rows = [{ campaign: '=HYPERLINK("https://evil.example")', value: -0.5 }];
    const [, line] = kpiCsv({ ...answer, rows }).split('\r\n');
    expect(line).toBe('"\'=HYPERLINK(""https://evil.example"")",-0.5');
    const inside = [{ campaign: 'spring;=1+1', value: 1 }];
    expect(kpiCsv({ ...answer, rows: inside })).toContain("spring;'=1+1,1");
  });

  it('keeps all digits of small and of negative money', () => {
    const rows = [5, -5, 100, -123456789].map((value) => ({
      value: { value, currency: 'KWD', decimals: 3 },
    }));
    expect(kpiCsv({ ...answer, rows }).match(/^[-\d.]+(?=,KWD)/gm)).toEqual([
      '0.005',
      '-0.005',
      '0.1',
      '-123456.789',
    ]);
  });
});
