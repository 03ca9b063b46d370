import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FactShop } from './fact-shop.fixture.js';

const MINUTE = 60_000;

let shop: FactShop;
beforeEach(() => {
  shop = new FactShop();
});
afterEach(() => shop.close());

describe('cases', () => {
  beforeEach(() => {
    shop.case('email', '2025-12-20T10:00:00', 60, 60 * 24 * 20, { messages: 2, escalated: 0 });
    shop.case('email', '2026-01-05T10:00:00', 10, 100, { messages: 4, escalated: 1 });
    shop.case('email', '2026-01-06T10:00:00', 20, null, { messages: 1, escalated: 0 });
    shop.case('chat', '2026-01-06T10:00:00', 0, 200, { messages: 9 });
    shop.case('phone', '2026-01-20T10:00:00', null, null);
  });

  it('are counted by channel, with the messages of e-mails and chats', async () => {
    const answers = await shop.askAll(['cases_opened', 'service_emails', 'service_chats'], {
      by: 'channel',
      interval: 'week',
      compare: 'previous',
    });
    expect(answers.cases_opened).toMatchObject({ value: 4, compare: { value: 1, change: 3 } });
    expect(answers.cases_opened?.rows?.map((row) => [row.channel, row.value])).toEqual([
      ['email', 2],
      ['chat', 1],
      ['phone', 1],
    ]);
    expect(answers.cases_opened?.series?.map(({ value }) => value)).toEqual([0, 3, 0, 1, 0]);
    expect(answers.service_emails).toMatchObject({ value: 2, messages: 5 });
    expect(answers.service_chats).toMatchObject({ value: 1, messages: 9 });
    expect((await shop.ask('cases_opened', { filter: 'channel==phone' })).value).toBe(1);
    expect(await shop.ask('cases_opened', { filter: 'channel==fax' })).toMatchObject({
      value: 0,
      missing: null,
    });
  });

  it('wait for a reply and a solution: mean, median and p90 of those that have them', async () => {
    const answers = await shop.askAll(['first_response_time', 'average_resolution_time'], {
      by: 'channel',
      compare: 'previous',
    });
    // 0, 10, 20 minutes: s = 10, ÷ √3; p90 at place 1.8.
    expect(answers.first_response_time).toMatchObject({
      value: 10 * MINUTE,
      numerator: 30 * MINUTE,
      denominator: 3,
      n: 3,
      se: expect.closeTo((10 * MINUTE) / Math.sqrt(3), 6),
      median: 10 * MINUTE,
      p90: 18 * MINUTE,
      compare: { value: 60 * MINUTE, n: 1, p: null },
    });
    expect(answers.average_resolution_time).toMatchObject({
      value: 150 * MINUTE,
      median: 150 * MINUTE,
      p90: 190 * MINUTE,
      denominator: 2,
    });
    expect(answers.average_resolution_time?.rows).toMatchObject([
      { channel: 'chat', value: 200 * MINUTE, median: 200 * MINUTE },
      { channel: 'email', value: 100 * MINUTE, median: 100 * MINUTE },
    ]);
    const phone = await shop.ask('first_response_time', { filter: 'channel==phone' });
    expect(phone).toMatchObject({ value: null, denominator: 0, median: null, p90: null, missing: null });
  });

  it('are open at the end of a period or piece until they are solved', async () => {
    const answer = await shop.ask('active_issues', { interval: 'week', by: 'channel', compare: 'previous' });
    expect(answer.value).toBe(2);
    // One from December until the 9th; on the 5th and 6th three more, two of them solved at once; one on the 20th.
    expect(answer.series?.map(({ value }) => value)).toEqual([1, 1, 1, 2, 2]);
    expect(answer.compare).toMatchObject({ value: 1, change: 1 });
    expect(answer.rows?.map((row) => [row.channel, row.value])).toEqual([
      ['email', 1],
      ['phone', 1],
    ]);
    expect((await shop.ask('active_issues', { from: '2030-01-01', to: '2030-01-01' })).value).toBe(2);
    expect(await shop.ask('active_issues', { from: '2025-01-01', to: '2025-01-31' })).toMatchObject({
      value: null,
      missing: { import: 'cases' },
    });
  });

  it('are escalated for a part, where the import tells', async () => {
    expect(await shop.ask('escalation_rate')).toMatchObject({ value: 0.25, numerator: 1, denominator: 4 });
    // Wilson (1927) by hand: z² = 3.841459, (0.25 + 0.480182 ± 1.959964 · √(0.046875 + 0.060023)) ÷ 1.960365.
    const { confidence } = await shop.ask('escalation_rate');
    expect(confidence?.[0]).toBeCloseTo(0.0455873, 6);
    expect(confidence?.[1]).toBeCloseTo(0.6993582, 6);
    expect(await shop.ask('escalation_rate', { from: '2026-01-10', to: '2026-01-12' })).toMatchObject({
      value: null,
      denominator: 0,
      missing: null,
    });
    const silent = new FactShop();
    silent.case('email', '2026-01-06T10:00:00', null, null);
    expect(await silent.ask('escalation_rate')).toMatchObject({ value: null, missing: { import: 'cases' } });
    expect(await silent.ask('service_emails')).toMatchObject({ value: 1, messages: null });
    await silent.close();
  });

  it('belong to the local day on which they were opened, also when the clocks change', async () => {
    const berlin = new FactShop({ timezone: 'Europe/Berlin' });
    // 2026-03-29 has 23 hours in Berlin: from 23:00 UTC of the day before to 22:00 UTC.
    berlin.case('email', '2026-03-28T22:59:59.999', 1, null);
    berlin.case('email', '2026-03-28T23:00:00', 1, 60);
    berlin.case('email', '2026-03-29T21:59:59.999', 1, null);
    berlin.case('email', '2026-03-29T22:00:00', 1, null);
    const asked = { from: '2026-03-28', to: '2026-03-30', interval: 'day' } as const;
    const answers = await berlin.askAll(['cases_opened', 'active_issues'], asked);
    expect(answers.cases_opened?.series?.map(({ value }) => value)).toEqual([1, 2, 1]);
    expect(answers.active_issues?.series?.map(({ value }) => value)).toEqual([1, 2, 3]);
    await berlin.close();
  });
});

describe('surveys', () => {
  it('are satisfied with 4 or 5 of 5', async () => {
    const visit = shop.visit(1, '2026-01-05T10:00:00', { country: 'DE' });
    const seq = shop.hit(visit, 'survey_response', '2026-01-05T10:00:00');
    shop.answer('csat', 5, '2026-01-05T10:00:00', { imported: 0, seq });
    for (const score of [4, 3, 1]) shop.answer('csat', score, '2026-01-06T10:00:00');
    shop.answer('csat', 5, '2026-01-06T10:00:00', { imported: 0, bot: 'crawler' });
    shop.answer('csat', 5, '2025-12-06T10:00:00');
    shop.answer('nps', 9, '2026-01-06T10:00:00');
    const answer = await shop.ask('customer_satisfaction', {
      by: 'country',
      compare: 'previous',
      interval: 'day',
    });
    expect(answer).toMatchObject({
      value: 0.5,
      numerator: 2,
      denominator: 4,
      mean_score: 3.25,
      excluded: { bots: 1 },
      compare: { value: 1, numerator: 1 },
    });
    // z = −0.9129 by the pooled proportion 3 of 5.
    expect(answer.compare?.p).toBeCloseTo(0.3613, 4);
    expect(answer.rows?.map((row) => [row.country, row.value])).toEqual([
      ['DE', 1],
      ['(not set)', 1 / 3],
    ]);
    expect((await shop.ask('customer_satisfaction', { filter: 'country==DE' })).value).toBe(1);
    expect(answer.series?.slice(3, 6).map(({ value }) => value)).toEqual([null, 1, 1 / 3]);
  });

  it('score from −100 to 100 by who would recommend the shop', async () => {
    const scores = [10, 9, 9, 8, 7, 6, 0];
    for (const score of scores) shop.answer('nps', score, '2026-01-06T10:00:00');
    // Who was asked how satisfied he is was not asked this.
    shop.answer('csat', 5, '2026-01-06T10:00:00');
    const answer = await shop.ask('net_promoter_score', { compare: 'previous' });
    // Three of seven would, two would not.
    expect(answer).toMatchObject({
      value: 100 / 7,
      numerator: 100,
      denominator: 7,
      n: 7,
      promoters: 3,
      passives: 2,
      detractors: 2,
      unit: 'score',
    });
    // 100 three times, 0 twice, −100 twice.
    const mean = 100 / 7;
    const variance = (3 * (100 - mean) ** 2 + 2 * mean ** 2 + 2 * (100 + mean) ** 2) / 6;
    expect(answer.se).toBeCloseTo(Math.sqrt(variance / 7), 9);
    expect(answer.confidence).toBeUndefined();
    expect(answer.compare).toMatchObject({ value: null, p: null });
  });

  it('reach both ends', async () => {
    shop.answer('nps', 9, '2026-01-06T10:00:00');
    shop.answer('nps', 6, '2026-01-07T10:00:00');
    const { series } = await shop.ask('net_promoter_score', {
      from: '2026-01-06',
      to: '2026-01-08',
      interval: 'day',
    });
    expect(series?.map(({ value }) => value)).toEqual([100, -100, null]);
  });

  it('are missing without answers of their kind, and null in a period without any', async () => {
    expect(await shop.ask('net_promoter_score')).toMatchObject({
      value: null,
      missing: { import: 'survey_responses' },
    });
    shop.answer('nps', 6, '2025-01-07T10:00:00');
    expect(await shop.ask('customer_satisfaction')).toMatchObject({
      value: null,
      missing: { import: 'survey_responses' },
    });
    expect(await shop.ask('net_promoter_score')).toMatchObject({
      value: null,
      denominator: 0,
      missing: null,
    });
  });
});
