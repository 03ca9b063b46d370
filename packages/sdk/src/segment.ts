import { EVENTS, type Fields, type Tell } from './older-event.js';

/**
 * Tells of a call `track('Order Completed', …)` of Segment's e-commerce spec as GA4's event; the answer is whether the
 * name is one of that spec.
 */
export const fromSegment =
  (tell: Tell) =>
  (name: string, given?: Fields | null): boolean => {
    const { promotion_id, product_id } = given || {};
    return EVENTS.some(
      ([ours, , ...theirs]) =>
        theirs.includes(name) &&
        tell(ours!, {
          products: product_id && [given],
          promotions: promotion_id && [given],
          ...given,
        }),
    );
  };
