/** How a lead was left: a form, a `tel:` click, a `mailto:` click, or a `generate_lead` event. */
export type LeadKind = 'form' | 'call' | 'mail' | 'generated';

/** Events that can be a lead. */
export const LEAD_EVENTS = ['generate_lead', 'click', 'form_submit'] as const;

/** Bits of a visit's `leads`. */
export const LEAD: Record<LeadKind, number> = { form: 1, call: 2, mail: 4, generated: 8 };

/** Leads of a visit: one of each kind, and a `generate_lead` stands for the form that it came from. */
export function countLeads(bits: number): number {
  const counted = bits & LEAD.generated ? bits & ~LEAD.form : bits;
  return [LEAD.form, LEAD.call, LEAD.mail, LEAD.generated].filter((bit) => counted & bit).length;
}
