import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createBrotliDecompress } from 'node:zlib';
import { cellsOfLine } from '../harness/csv.js';

/** One line of an invoice as the shop wrote it. */
export interface InvoiceLine {
  readonly item: string;
  readonly name: string;
  /** Below zero where goods came back. */
  readonly quantity: number;
  /** Thousandths of a pound: four lines of the file have three decimals. */
  readonly price: number;
}

export interface Invoice {
  /** Cancellations begin with a `C`. */
  readonly number: string;
  /** London's clock, `2010-12-01 08:26:00`; the first where lines name two. */
  time: string;
  /** Empty: not known. */
  readonly customer: string;
  /** Name of a country, as the shop wrote it. */
  readonly country: string;
  readonly lines: InvoiceLine[];
}

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

/** All invoices of a file, `.br` or plain, in the order of the file. */
export async function readInvoices(file: string): Promise<Invoice[]> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.br') ? bytes.pipe(createBrotliDecompress()) : bytes;
  const invoices = new Map<string, Invoice>();
  let header = true;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (header) {
      if (line !== HEADER) throw new Error(`another file than Online Retail: ${line}`);
      header = false;
      continue;
    }
    const cells = cellsOfLine(line);
    if (cells.length !== 8) throw new Error(`${cells.length} cells: ${line}`);
    const [number, item, name, quantity, time, price, customer, country] = cells as [
      ...[string, string, string, string, string, string, string, string],
    ];
    let invoice = invoices.get(number);
    if (!invoice) {
      invoice = { number, time, customer: customer.replace(/\.0$/, ''), country, lines: [] };
      invoices.set(number, invoice);
    }
    if (time < invoice.time) invoice.time = time;
    invoice.lines.push({ item, name, quantity: Number(quantity), price: thousandths(price) });
  }
  return [...invoices.values()];
}

function thousandths(decimal: string): number {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(decimal) ?? [];
  if (whole === undefined) throw new Error(`no price: ${decimal}`);
  return (sign === '-' ? -1 : 1) * (Number(whole) * 1000 + Number(fraction.padEnd(3, '0')));
}
