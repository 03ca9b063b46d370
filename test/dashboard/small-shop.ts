import type { Collector } from '../harness/collector.js';
import { sendServerEvents, serverEvent } from '../harness/server-events.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

type Act = readonly [name: string, data: object];

/** A visit, two hours ago if left out: so many page views, and what else its visitor did. */
async function visit(
  collector: Collector,
  visitor: string,
  views: number,
  more: readonly Act[] = [],
  before = 120 * MINUTE,
): Promise<void> {
  const moment = (minute: number) => ago(before - minute * MINUTE);
  await sendServerEvents(collector, 'shop', visitor, [
    ...Array.from({ length: views }, (_, index) => serverEvent('page_view', moment(index))),
    ...more.map(([name, data], index) => serverEvent(name, moment(views + index), data)),
  ]);
}

/** A name that does harm where it is taken for markup. */
export const HOSTILE = '<script>document.title = "taken"</script>';
/** A name that is read from right to left. */
export const FROM_THE_RIGHT = 'מנורת שולחן';

const items = (item_id: string, item_name: string, price: number) => ({
  currency: 'EUR',
  items: [{ item_id, item_name, price, quantity: 1 }],
});

/**
 * A shop with five visits by five visitors in these 30 days, and one order; two visits in the 30 before. The order is
 * of two days ago, so that no midnight parts it from the others.
 */
export async function makeSmallShop(collector: Collector): Promise<void> {
  await collector.createSite({ id: 'shop', name: 'My shop', timezone: 'Europe/Berlin', currency: 'EUR' });
  await visit(collector, 'earlier-1', 2, [], 40 * DAY);
  await visit(collector, 'earlier-2', 2, [], 41 * DAY);
  const bowl = items('BOWL', HOSTILE, 1234.5);
  const lamp = items('LAMP', FROM_THE_RIGHT, 80);
  await visit(
    collector,
    'buyer',
    2,
    [
      ['view_item', bowl],
      ['add_to_cart', bowl],
      ['begin_checkout', bowl],
      ['purchase', { ...bowl, transaction_id: 'O1', value: 1234.5 }],
    ],
    2 * DAY,
  );
  await visit(
    collector,
    'leaver',
    1,
    [
      ['view_item', lamp],
      ['add_to_cart', lamp],
    ],
    2 * DAY,
  );
  await visit(collector, 'bouncer', 1, [], 2 * DAY);
  await visit(collector, 'looker', 3, [], 2 * DAY);
  await visit(collector, 'earlier-1', 2, [], 2 * DAY);
}

/** What its overview says of these 30 days, worked out by hand: money in cents. */
export const SMALL_SHOP = {
  revenue: 1234_50,
  orders: 1,
  conversion_rate: 1 / 5,
  average_order_value: 1234_50,
  visits: 5,
  new_visitor_share: 4 / 5,
  cart_abandonment_rate: 1 / 2,
  revenue_per_visit: 246_90,
};
