import { describe, expect, it } from 'vitest';
import { LIMITS } from '../limits.js';
import { DATASETS, type DatasetName } from './catalogue.js';
import { rowReader } from './read-row.js';

const AT = '2026-01-31T12:00:00Z';
const DAY = '2026-01-31';

/** A good row of each dataset, and what each wrong cell in it is refused as. */
const ROWS: Partial<Record<DatasetName, [good: Record<string, unknown>, wrong: [string, object][]]>> = {
  products: [
    { item_id: 'A', price: '9.95', unit_cost: 4, currency: 'eur' },
    [
      ['missing_item_id', { item_id: ' ' }],
      ['invalid_price', { price: '9,95' }],
      ['invalid_price', { price: String(LIMITS.price + 1) }],
      ['invalid_unit_cost', { unit_cost: -1 }],
      ['unknown_currency', { currency: 'EURO' }],
    ],
  ],
  competitor_prices: [
    { item_id: 'A', competitor: 'Rival', date: DAY, price: '9.95', currency: 'EUR' },
    [
      ['missing_competitor', { competitor: '' }],
      ['invalid_competitor', { competitor: '\u0000' }],
      ['invalid_date', { date: AT }],
      ['missing_price', { price: null }],
      ['invalid_price', { price: 'free' }],
      ['missing_currency', { currency: undefined }],
    ],
  ],
  subscribers: [
    { subscriber_id: 's', time: AT, action: 'Subscribe' },
    [
      ['missing_subscriber_id', { subscriber_id: '' }],
      ['invalid_subscriber_id', { subscriber_id: 'x'.repeat(LIMITS.idLength + 1) }],
      ['invalid_time', { time: 'yesterday' }],
      ['invalid_action', { action: 'pause' }],
      ['invalid_list', { list: {} }],
    ],
  ],
  email_stats: [
    { date: DAY, campaign: 'January', delivered: '100', opened: 40, clicked: 9, unsubscribed: 0 },
    [
      ['missing_campaign', { campaign: ' ' }],
      ['invalid_delivered', { delivered: '1,000' }],
      ['invalid_opened', { opened: -1 }],
      ['invalid_clicked', { clicked: 1.5 }],
      ['invalid_unsubscribed', { unsubscribed: 'none' }],
      ['invalid_bounced', { bounced: '9'.repeat(100) }],
    ],
  ],
  search_positions: [
    {
      date: DAY,
      query: 'pan',
      page: '/p/1',
      country: 'deu',
      position: '3.4285714285714284',
      impressions: 7,
      clicks: 0,
    },
    [
      ['missing_query', { query: '' }],
      ['invalid_page', { page: '\u0007' }],
      ['missing_country', { country: undefined }],
      ['invalid_position', { position: 0 }],
      ['invalid_position', { position: '-1' }],
      ['invalid_position', { position: '1e3' }],
      ['invalid_position', { position: '99999999' }],
      ['invalid_impressions', { impressions: 'many' }],
    ],
  ],
  reviews: [
    { review_id: 'r', time: AT, rating: '4.5' },
    [
      ['invalid_rating', { rating: 0 }],
      ['invalid_rating', { rating: '5.01' }],
      ['invalid_rating', { rating: '4.555' }],
      ['invalid_rating', { rating: '★★★' }],
      ['missing_rating', { rating: '' }],
      ['invalid_item_id', { item_id: ['A'] }],
    ],
  ],
  social_stats: [
    { date: DAY, network: 'Instagram', comments: 1, likes: '2', reposts: 0, followers: 900 },
    [
      ['missing_network', { network: '' }],
      ['invalid_network', { network: '\t\u0000' }],
      ['missing_comments', { comments: '' }],
      ['invalid_followers', { followers: '1.2k' }],
      ['invalid_likes', { likes: LIMITS.amount + 1 }],
    ],
  ],
  marketplace_questions: [
    { question_id: 'q', place: 'Amazon', asked: AT, answered: AT },
    [
      ['missing_place', { place: '' }],
      ['missing_asked', { asked: '' }],
      ['invalid_asked', { asked: '31.01.2026' }],
      ['invalid_answered', { answered: '2026-01-31T11:59:59Z' }],
    ],
  ],
  cases: [
    { case_id: 'c', channel: 'Email', opened: AT, first_reply: AT, solved: AT, escalated: 'no', messages: 3 },
    [
      ['missing_case_id', { case_id: undefined }],
      ['missing_channel', { channel: '' }],
      ['invalid_opened', { opened: 17 }],
      ['invalid_first_reply', { first_reply: '2026-01-30' }],
      ['invalid_solved', { solved: '2026-01-30' }],
      ['invalid_escalated', { escalated: 'perhaps' }],
      ['invalid_messages', { messages: -3 }],
    ],
  ],
  survey_responses: [
    { response_id: 'a', time: AT, kind: 'CSAT', score: '5' },
    [
      ['invalid_kind', { kind: 'ces' }],
      ['missing_score', { score: '' }],
      ['invalid_score', { score: 0 }],
      ['invalid_score', { score: 6 }],
      ['invalid_score', { score: 4.5 }],
      ['invalid_score', { kind: 'nps', score: 11 }],
      ['invalid_score', { kind: 'nps', score: -1 }],
    ],
  ],
};

describe.each(Object.entries(ROWS))('a row of %s', (name, [good, wrong]) => {
  const reader = rowReader(DATASETS[name as DatasetName], 'Europe/Berlin');

  it('is taken where it is good', () => {
    expect(reader.read(good)).toMatchObject({ ok: true });
  });

  it.each(wrong)('is refused as %s: %j', (reason, cells) => {
    expect(reader.read({ ...good, ...cells })).toEqual({ ok: false, reason });
  });
});

it('keeps what a row says in one form', () => {
  const read = (name: DatasetName, cells: object) =>
    rowReader(DATASETS[name], 'Europe/Berlin').read({ ...ROWS[name]?.[0], ...cells });
  expect(read('search_positions', {})).toMatchObject({ fields: { country: 'DE', position: 24 / 7 } });
  expect(read('social_stats', {})).toMatchObject({ fields: { network: 'instagram' } });
  expect(read('survey_responses', { kind: 'NPS', score: 0 })).toMatchObject({
    fields: { kind: 'nps', score: 0 },
  });
  for (const [escalated, kept] of [
    ['yes', 1],
    [true, 1],
    [AT, 1],
    [0, 0],
    ['false', 0],
    ['', null],
  ] as const)
    expect(read('cases', { escalated }), String(escalated)).toMatchObject({ fields: { escalated: kept } });
});
