import { join } from 'node:path';
import { csvLine, writeLines } from '../harness/csv.js';
import { CODE_OF_COUNTRY } from './countries.js';
import type { GivenBack, Sale } from './sales.js';

/** The files that a shop would export for Footfall. */
export interface ImportFiles {
  readonly orders: string;
  readonly order_items: string;
  readonly refunds: string;
}

const decimal = (thousandths: number): string => (thousandths / 1000).toFixed(3);

function codeOf(country: string): string {
  const code = CODE_OF_COUNTRY[country];
  if (code === undefined) throw new Error(`no code for ${country}`);
  return code;
}

function* orderLines(sales: readonly Sale[]): Generator<string> {
  yield csvLine(['order_id', 'time', 'currency', 'value', 'customer_id', 'country']);
  for (const { invoice, value } of sales)
    yield csvLine([
      ...[invoice.number, invoice.time, 'GBP', decimal(value)],
      ...[invoice.customer, codeOf(invoice.country)],
    ]);
}

function* itemLines(sales: readonly Sale[]): Generator<string> {
  yield csvLine(['order_id', 'line', 'item_id', 'item_name', 'price', 'quantity']);
  for (const { invoice, lines } of sales)
    for (const [index, { item, name, price, quantity }] of lines.entries())
      yield csvLine([invoice.number, index + 1, item, name, decimal(price), quantity]);
}

function* refundLines(back: readonly GivenBack[]): Generator<string> {
  yield csvLine(['refund_id', 'time', 'currency', 'value', 'item_id', 'quantity', 'reason']);
  for (const [index, { invoice, line, value }] of back.entries())
    yield csvLine([
      ...[`${invoice.number}-${index}`, invoice.time, 'GBP', decimal(value)],
      ...[line.item, -line.quantity, 'cancelled'],
    ]);
}

/** Writes the sales and what was given back as the files that `footfall import` takes. */
export async function writeImportFiles(
  folder: string,
  sales: readonly Sale[],
  back: readonly GivenBack[],
): Promise<ImportFiles> {
  const files = {
    orders: join(folder, 'orders.csv'),
    order_items: join(folder, 'order_items.csv'),
    refunds: join(folder, 'refunds.csv'),
  };
  await writeLines(files.orders, orderLines(sales));
  await writeLines(files.order_items, itemLines(sales));
  await writeLines(files.refunds, refundLines(back));
  return files;
}
