import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataSet } from '../data-set.fixture.js';
import { type CustomerSummary, type OrderOfCustomer, summariseCustomers } from './summary.js';

/** Folder of the CDNOW sample; `undefined` where it is not there. */
export const cdnow = dataSet('cdnow');

/** The purchases of the 2,357 customers, January 1997 to June 1998. */
export function cdnowOrders(): OrderOfCustomer<number>[] {
  return readFileSync(join(cdnow!, 'CDNOW_sample.txt'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [, customer, date, , value] = line.trim().split(/\s+/);
      return { customer: Number(customer), day: dayOf(date!), value: Number(value) };
    });
}

/** The customers of the papers: all who first bought in 1997's first quarter, observed to the end of its third. */
export function cdnowCustomers(): CustomerSummary<number>[] {
  return summariseCustomers(cdnowOrders(), dayOf('19970930'));
}

function dayOf(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / 86_400_000;
}
