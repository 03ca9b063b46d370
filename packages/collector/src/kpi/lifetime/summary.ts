/** One order, as far as the lifetime models look at it. */
export interface OrderOfCustomer<Customer> {
  customer: Customer;
  /** Day of the order in the site's time zone, in days since 1970-01-01. */
  day: number;
  /** Its value, or margin: any unit, the same for all. Refunded below 0 is allowed. */
  value: number;
}

/**
 * What the lifetime models need to know of a customer. In the papers: x, t_x, T and z̄. Times are weeks.
 */
export interface CustomerSummary<Customer = unknown> {
  customer: Customer;
  /** x: days with an order after the first such day. */
  frequency: number;
  /** t_x: weeks from the first to the last day with an order; 0 without a repeat purchase. */
  recency: number;
  /** T: weeks from the first day with an order to the last day of observation. */
  age: number;
  /** z̄: mean of the sums of those days, the first left out; `null` without a repeat purchase. */
  meanValue: number | null;
}

/**
 * Condenses orders to one row per customer. The orders of one day are one purchase; their values are added up. Orders
 * after the last day are left out. The order in which orders come does not matter, but for the last digit of a mean.
 *
 * @param lastDay last day of observation, in days since 1970-01-01, inclusive.
 * @throws RangeError for a day that is not whole, or a value that is not finite.
 * @see Fader & Hardie (2005), "Creating an RFM summary using Excel", brucehardie.com/notes/008.
 */
export function summariseCustomers<Customer>(
  orders: Iterable<OrderOfCustomer<Customer>>,
  lastDay: number,
): CustomerSummary<Customer>[] {
  const customers = new Map<Customer, Map<number, number>>();
  for (const { customer, day, value } of orders) {
    if (!Number.isSafeInteger(day)) throw new RangeError(`not a whole day: ${day}`);
    if (!Number.isFinite(value)) throw new RangeError(`not a finite value: ${value}`);
    if (day > lastDay) continue;
    let days = customers.get(customer);
    if (!days) {
      days = new Map();
      customers.set(customer, days);
    }
    days.set(day, (days.get(day) ?? 0) + value);
  }
  return Array.from(customers, ([customer, days]) => {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let sum = 0;
    for (const [day, value] of days) {
      first = Math.min(first, day);
      last = Math.max(last, day);
      sum += value;
    }
    const frequency = days.size - 1;
    return {
      customer,
      frequency,
      recency: (last - first) / 7,
      age: (lastDay - first) / 7,
      meanValue: frequency === 0 ? null : (sum - days.get(first)!) / frequency,
    };
  });
}
