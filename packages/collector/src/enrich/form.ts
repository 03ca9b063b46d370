import type { Event, EventData } from '@footfall/protocol';

export type LeadKind = 'form' | 'call' | 'mail' | 'generated';

/** Forms by which a visitor uses the shop, and does not ask to be spoken to. */
const NO_LEAD_FORMS: ReadonlySet<unknown> = new Set(['search', 'sign_in', 'newsletter', 'cart', 'checkout']);

/** What the page says by `data-footfall-lead`; attributes arrive as text where nobody turned them. */
function overruled(data: EventData | undefined): boolean | undefined {
  const lead: unknown = data?.lead;
  if (lead === true || lead === 'true') return true;
  return lead === false || lead === 'false' ? false : undefined;
}

/**
 * Whether an event is a lead, and of which kind: `generate_lead`; a click on a `tel:` or `mailto:` link; a submitted
 * form that is not a search, sign-in, newsletter, cart or checkout form. The page's own word (`data.lead`) wins over
 * what is judged of a form or a link. One per visit and kind counts, and `generated` replaces `form`: that is the
 * business of the visit.
 *
 * @returns null for every other event
 */
export function leadKindOf(event: Pick<Event, 'name' | 'data'>): LeadKind | null {
  const { name, data } = event;
  if (name === 'generate_lead') return 'generated';
  const said = overruled(data);
  if (name === 'click' && said !== false) {
    if (data?.kind === 'tel') return 'call';
    return data?.kind === 'mailto' ? 'mail' : null;
  }
  if (name !== 'form_submit') return null;
  return (said ?? !NO_LEAD_FORMS.has(data?.form_kind)) ? 'form' : null;
}
