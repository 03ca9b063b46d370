import type { LoggedEvent } from './logged.js';
import { vitalOf, vitalValueOf } from './web-vital.js';

/** What an event is about, in one word for reports: the term of a search, the network of a share … */
export function labelOf(event: LoggedEvent): string | null {
  const { name, data } = event;
  if (!data) return null;
  switch (name) {
    case 'search':
      return data.search_term?.trim().toLowerCase() || null;
    case 'share':
    case 'login':
    case 'sign_up':
      return data.method?.toLowerCase() ?? null;
    case 'view_promotion':
    case 'select_promotion':
      return promotionOf(data) ?? promotionOf(data.items?.[0] ?? {}) ?? null;
    case 'click':
      return data.kind ?? null;
    case 'add_payment_info':
      return data.payment_type ?? null;
    case 'add_shipping_info':
      return data.shipping_tier ?? null;
    case 'form_submit':
      return text(data.form_name) ?? text(data.form_id) ?? null;
    case 'file_download':
      return text(data.file_name) ?? null;
    case 'web_vital':
      return vitalOf(event);
    default:
      return null;
  }
}

/** Beyond it a number of results or a score is none, and sums of it could leave 64 bits. */
const MOST = 1_000_000_000;

/** The number that an event carries: the results of a search, the score of an answer, a vital; `null`: none. */
export function numberOf(event: LoggedEvent): number | null {
  const { name, data } = event;
  if (vitalOf(event)) return vitalValueOf(event);
  const number = name === 'search' ? data?.results : name === 'survey_response' ? data?.score : undefined;
  return typeof number === 'number' && Math.abs(number) <= MOST ? Math.round(number) : null;
}

function promotionOf(data: Record<string, unknown>): string | undefined {
  return text(data.promotion_name) ?? text(data.promotion_id);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
