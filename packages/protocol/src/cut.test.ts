import { describe, expect, it } from 'vitest';
import { cutTexts } from './cut.js';
import { LIMITS } from './limits.js';

describe('cutTexts', () => {
  it('cuts texts and URLs to their own limits, and counts them', () => {
    const event = {
      title: 'x'.repeat(600),
      url: `https://a.example/${'y'.repeat(3000)}`,
      id: 'z'.repeat(600),
    };
    expect(cutTexts(event)).toBe(2);
    expect(event.title).toHaveLength(LIMITS.textLength);
    expect(event.url).toHaveLength(LIMITS.urlLength);
    // A cut id would be another id.
    expect(event.id).toHaveLength(600);
  });

  it('makes a half of a surrogate pair the sign that a database would make of it, and leaves a whole pair', () => {
    const event = {
      title: 'a\ud83dz',
      referrer: '\udcd6',
      data: { whole: 'a 📖', end: `${'x'.repeat(LIMITS.textLength - 1)}📖` },
    };
    expect(cutTexts(event)).toBe(3);
    expect(event.title).toBe('a\ufffdz');
    expect(event.referrer).toBe('\ufffd');
    expect(event.data).toEqual({ whole: 'a 📖', end: 'x'.repeat(LIMITS.textLength - 1) });
  });

  it('keeps an item with its own fields, and cuts what is nested so deep that it could overflow a stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    const event = { data: { items: [{ item_id: 'A', promotion: { name: 'Sale' } }], deep } };
    expect(cutTexts(event)).toBe(1);
    expect(event.data.items).toEqual([{ item_id: 'A', promotion: { name: 'Sale' } }]);
    expect(JSON.stringify(event.data.deep).length).toBeLessThan(100);
  });
});
