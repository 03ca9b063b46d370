import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dataSet } from './data-set.fixture.js';

/** Folder of the Online Retail set; `undefined` where it is not there. */
export const onlineRetail = dataSet('online-retail');

/** One line of an invoice that is no cancellation, of a quantity above 0. */
export interface SoldLine {
  invoice: string;
  /** Upper case: the set writes some codes both ways. */
  stockCode: string;
  quantity: number;
  /** Days since 1970-01-01. */
  day: number;
  price: number;
  /** Empty where it is not known. */
  customer: string;
}

/** Hands out the sold lines of the whole set, one by one. */
export function readSoldLines(take: (line: SoldLine) => void): void {
  const text = brotliDecompressSync(readFileSync(join(onlineRetail!, 'online-retail.csv.br')));
  const onRecord = ([invoice, code, , quantity, date, price, customer]: string[]): null => {
    if (invoice!.startsWith('C') || !(Number(quantity) > 0)) return null;
    take({
      invoice: invoice!,
      stockCode: code!.toUpperCase(),
      quantity: Number(quantity),
      day: Date.parse(date!.slice(0, 10)) / 86_400_000,
      price: Number(price),
      customer: customer!,
    });
    return null;
  };
  parse(text, { from_line: 2, relax_quotes: true, on_record: onRecord });
}
