import { stringify } from 'csv-stringify/sync';
import type { KpiAnswer } from '../kpi/index.js';

/**
 * A KPI as CSV (RFC 4180 with a header row): its rows where it has some, else its series, else its value. Money
 * becomes a decimal number with its currency in a column beside it.
 */
export function kpiCsv(answer: KpiAnswer): string {
  const records = (answer.rows ?? answer.series ?? [single(answer)]).map(flat);
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  // A campaign is named by whoever writes the link: a name that begins like a formula must stay a text in a
  // spreadsheet.
  return stringify(records, { header: true, columns, escape_formulas: true, record_delimiter: 'windows' });
}

function single({ from, to, value, numerator, denominator, confidence, n, se }: KpiAnswer): object {
  return { from, to, value, numerator, denominator, confidence, n, se };
}

type Cell = string | number | null;

function flat(record: object): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(record)) add(cells, name, value);
  return cells;
}

function add(cells: Record<string, Cell>, name: string, value: unknown): void {
  if (value === undefined) return;
  if (value === null || typeof value === 'string' || typeof value === 'number') cells[name] = value;
  else if (Array.isArray(value)) value.forEach((one, index) => void add(cells, `${name}_${index + 1}`, one));
  else if (isMoney(value)) {
    // One division by a power of ten gives the number that prints as the decimal that is meant.
    cells[name] = value.value / 10 ** value.decimals;
    cells[`${name}_currency`] = value.currency;
  } else if (typeof value === 'object')
    for (const [key, one] of Object.entries(value)) add(cells, `${name}_${key}`, one);
  else cells[name] = String(value);
}

function isMoney(value: unknown): value is { value: number; currency: string; decimals: number } {
  return typeof value === 'object' && value !== null && 'currency' in value && 'decimals' in value;
}
