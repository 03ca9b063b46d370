import { expect, it } from 'vitest';
import { countLeads, LEAD } from './lead.js';

it('leads of a visit are one of each kind, and generate_lead replaces the form', () => {
  expect(countLeads(0)).toBe(0);
  expect(countLeads(LEAD.form | LEAD.call | LEAD.mail)).toBe(3);
  expect(countLeads(LEAD.form | LEAD.generated)).toBe(1);
  expect(countLeads(LEAD.generated | LEAD.call)).toBe(2);
});
