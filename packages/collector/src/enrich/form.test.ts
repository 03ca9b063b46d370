import { describe, expect, it } from 'vitest';
import { leadKindOf } from './form.js';

describe('leadKindOf', () => {
  it.each([
    ['generate_lead', {}, 'generated'],
    ['click', { kind: 'tel' }, 'call'],
    ['click', { kind: 'mailto' }, 'mail'],
    ['click', { kind: 'outbound' }, null],
    ['click', { kind: 'outbound', lead: true }, null],
    ['click', { kind: 'tel', lead: false }, null],
    ['click', undefined, null],
    ['form_submit', undefined, 'form'],
    ['form_submit', { form_kind: 'contact' }, 'form'],
    ['form_submit', { form_kind: 'search' }, null],
    ['form_submit', { form_kind: 'sign_in' }, null],
    ['form_submit', { form_kind: 'newsletter' }, null],
    ['form_submit', { form_kind: 'cart' }, null],
    ['form_submit', { form_kind: 'checkout' }, null],
    ['form_submit', { form_kind: 'newsletter', lead: true }, 'form'],
    ['form_submit', { form_kind: 'newsletter', lead: 'true' }, 'form'],
    ['form_submit', { form_kind: 'contact', lead: false }, null],
    ['form_submit', { lead: 'false' }, null],
    ['form_submit', { lead: 7, form_kind: { toString: null } }, 'form'],
    ['page_view', { kind: 'tel', lead: true }, null],
  ])('%s %j: %s', (name, data, kind) => {
    expect(leadKindOf({ name, data })).toBe(kind);
  });
});
