import { describe, expect, it } from 'vitest';
import { labelOf, numberOf } from './label.js';

const event = (name: string, data: Record<string, unknown>) => ({ id: 'e', name, time: 1, data });

describe('what an event is about', () => {
  it.each([
    ['search', { search_term: '  Copper PAN ' }, 'copper pan'],
    ['search', { search_term: '   ' }, null],
    ['share', { method: 'Pinterest' }, 'pinterest'],
    ['select_promotion', { promotion_id: 'P1', promotion_name: 'Spring' }, 'Spring'],
    ['select_promotion', { promotion_id: 'P1' }, 'P1'],
    ['view_promotion', { items: [{ promotion_name: 'In item' }] }, 'In item'],
    ['click', { kind: 'tel' }, 'tel'],
    ['add_payment_info', { payment_type: 'card' }, 'card'],
    ['add_shipping_info', { shipping_tier: 'express' }, 'express'],
    ['form_submit', { form_id: 'f', form_name: 'contact' }, 'contact'],
    ['file_download', { file_name: 'a.pdf' }, 'a.pdf'],
    ['file_download', { file_name: 5 }, null],
    ['page_view', { search_term: 'x' }, null],
  ])('%s %j is %j', (name, data, label) => {
    expect(labelOf(event(name, data))).toBe(label);
  });
});

describe('the number of an event', () => {
  it('is the results of a search or the score of an answer', () => {
    expect(numberOf(event('search', { results: 0 }))).toBe(0);
    expect(numberOf(event('search', {}))).toBeNull();
    expect(numberOf(event('survey_response', { score: 9 }))).toBe(9);
    expect(numberOf(event('survey_response', { score: '9' }))).toBeNull();
    expect(numberOf(event('page_view', { results: 3 }))).toBeNull();
  });

  it('is none where sums of it would leave 64 bits', () => {
    expect(numberOf(event('search', { results: 9e15 }))).toBeNull();
    expect(numberOf(event('survey_response', { score: 1e300 }))).toBeNull();
  });
});
