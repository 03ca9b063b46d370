import type { Invoice, InvoiceLine } from './invoices.js';

/** A sale as the published figures count it: its lines with quantity and price above zero. */
export interface Sale {
  readonly invoice: Invoice;
  readonly lines: readonly InvoiceLine[];
  /** Thousandths of a pound, not rounded. */
  readonly value: number;
}

/** What was given back in one line of a cancellation. */
export interface GivenBack {
  readonly invoice: Invoice;
  readonly line: InvoiceLine;
  /** Thousandths of a pound, not rounded. */
  readonly value: number;
}

const isCancellation = ({ number }: Invoice): boolean => number.startsWith('C');

/** The sales of the invoices: no cancellations, and none without a valid line. */
export function salesOf(invoices: readonly Invoice[]): Sale[] {
  return invoices
    .filter((invoice) => !isCancellation(invoice))
    .map((invoice) => {
      const lines = invoice.lines.filter(({ quantity, price }) => quantity > 0 && price > 0);
      return { invoice, lines, value: lines.reduce((sum, line) => sum + line.quantity * line.price, 0) };
    })
    .filter(({ lines }) => lines.length > 0);
}

/** The lines of the cancellations. */
export function givenBackOf(invoices: readonly Invoice[]): GivenBack[] {
  return invoices
    .filter(isCancellation)
    .flatMap((invoice) =>
      invoice.lines
        .filter(({ quantity, price }) => quantity < 0 && price > 0)
        .map((line) => ({ invoice, line, value: -line.quantity * line.price })),
    );
}

/** Pennies of thousandths of a pound, half to even. */
export function pennies(thousandths: number): number {
  const whole = Math.floor(thousandths / 10);
  const rest = thousandths - whole * 10;
  return rest > 5 || (rest === 5 && whole % 2 === 1) ? whole + 1 : whole;
}
