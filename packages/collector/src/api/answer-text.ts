import { z } from '@hono/zod-openapi';
import { stringify } from 'csv-stringify/sync';
import type { Context } from 'hono';
import { spreadsheetText } from '../export/spreadsheet-text.js';
import type { KpiAnswer } from '../kpi/index.js';

const ANSWER_FORMATS = ['json', 'csv', 'ndjson'] as const;
type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** The query of a route whose answer can be had as text. */
export const formatQuery = z.enum(ANSWER_FORMATS).optional().openapi({
  description:
    'csv: one row for each row of the answer, money as a decimal number with its currency in the column NAME_currency, texts that a spreadsheet would run begin with a quote; ndjson: the rows as in JSON, one a line.',
});

const TYPES = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const;

/** The answers of such a route, for the document. */
export function textAnswers<Schema extends z.ZodType>(description: string, schema: Schema) {
  return {
    description,
    content: {
      'application/json': { schema },
      'text/csv': { schema: z.string() },
      'application/x-ndjson': { schema: z.string() },
    },
  };
}

/** Answers records as text, as a file of this name. */
export function textOf(
  c: Context,
  format: Exclude<AnswerFormat, 'json'>,
  name: string,
  records: readonly object[],
) {
  const body = format === 'csv' ? csvOf(records) : ndjsonOf(records);
  return c.body(body, 200, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.${format}"`,
  });
}

/** Records as JSON, one a line. */
const ndjsonOf = (records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/**
 * Records as CSV (RFC 4180 with a header row). Money becomes a decimal number in major units with its currency in a
 * column beside it; what is nested becomes columns of its own.
 */
export function csvOf(records: readonly object[]): string {
  const rows = records.map(flat);
  const columns = [...new Set(rows.flatMap((record) => Object.keys(record)))];
  // A campaign is named by whoever writes the link: a name that begins like a formula must stay a text in a
  // spreadsheet.
  return stringify(rows, {
    header: true,
    columns,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { string: spreadsheetText },
  });
}

/** What a KPI answers as records: its rows where it has some, else its series, else its value. */
export function recordsOfKpi(answer: KpiAnswer): object[] {
  const { from, to, value, numerator, denominator, confidence, n, se, missing } = answer;
  if (answer.rows) return answer.rows;
  if (answer.series) return answer.series;
  const single = { from, to, value, numerator, denominator, confidence, n, se };
  return [missing ? { ...single, missing: missing.message } : single];
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
  else if (Array.isArray(value)) addList(cells, name, value);
  else if (isMoney(value)) {
    // One division by a power of ten gives the number that prints as the decimal that is meant.
    cells[name] = value.value / 10 ** value.decimals;
    cells[`${name}_currency`] = value.currency;
  } else if (typeof value === 'object')
    for (const [key, one] of Object.entries(value)) add(cells, `${name}_${key}`, one);
  else cells[name] = String(value);
}

function addList(cells: Record<string, Cell>, name: string, list: readonly unknown[]): void {
  if (list.every((one) => typeof one === 'string')) cells[name] = list.join(' ');
  else list.forEach((one, index) => void add(cells, `${name}_${index + 1}`, one));
}

function isMoney(value: unknown): value is { value: number; currency: string; decimals: number } {
  return typeof value === 'object' && value !== null && 'currency' in value && 'decimals' in value;
}
