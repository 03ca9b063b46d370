import { z } from 'zod';
import { decimalsOf } from '../facts/money.js';
import type { RanStatement } from '../store/scan.js';
import { answerKpi, type KpiContext } from './answer.js';
import { definitionOf } from './catalogue/index.js';
import type { Figure, Kpi } from './definition.js';
import { compute } from './figure-answer.js';
import { findKpi } from './find-kpi.js';
import type { Group } from './groups.js';
import { type KpiAnswer, kpiAnswerSchema } from './kpi-answer.js';
import { literalSql } from './literal-sql.js';
import type { Expression } from './measure.js';
import type { KpiParameters } from './parameters.js';
import { formulaOf, namedFigures, wordsOfFigure, wordsOfMeasure } from './wording.js';

const formulaSchema = z.object({
  words: z.string().describe('What is counted and divided by what.'),
  numbers: z.string().nullable().describe('The same with the numbers of the period put in.'),
  terms: z
    .array(
      z.object({
        side: z.enum(['numerator', 'denominator']),
        factor: z.number(),
        words: z.string(),
        value: z.number().nullable().describe('Money in minor units of the site’s currency.'),
      }),
    )
    .describe('What the formula is made of.'),
});
export type Formula = z.infer<typeof formulaSchema>;

/** The answer of `GET /v1/kpis/{id}/explain`. */
export const explanationSchema = z.object({
  kpi: z.string(),
  title: z.string(),
  sentence: z.string(),
  unit: z.string(),
  direction: z.enum(['up', 'down']).nullable(),
  dimensions: z.array(z.string()),
  import: z.string().nullable(),
  formula: formulaSchema,
  figures: z
    .record(z.string(), formulaSchema)
    .describe('The same for each figure beside the value, and for each column of a table.'),
  left_out: z
    .array(z.object({ reason: z.string(), rows: z.number(), why: z.string() }))
    .describe('Rows that are in no figure, by reason.'),
  answer: kpiAnswerSchema,
  sql: z
    .array(
      z.object({
        sql: z.string().describe('The statement, with a ? for each parameter.'),
        parameters: z.array(z.union([z.string(), z.number(), z.null()])),
        literal: z.string().describe('The same with the parameters put in.'),
        rows: z.number().int().describe('Rows that it answered.'),
      }),
    )
    .describe('Every statement that ran for this answer.'),
});
export type Explanation = z.infer<typeof explanationSchema>;

const WHY: Readonly<Record<string, string>> = {
  bots: 'Crawlers, checkers and other programs, judged by their user agent and behaviour, are kept apart.',
  internal: 'The shop’s own staff, by network or by the flag of their browser, is kept apart.',
  cookieless:
    'Visitors without a cookie cannot be known again, so they are in no figure about new or returning ones.',
  no_exchange_rate:
    'There is no exchange rate on or before the day, so the row counts, and its value is left out.',
};

/**
 * Explains an answer: definition, formula with the numbers put in, what was left out and why, and the SQL that ran.
 *
 * @throws {KpiError} as {@link answerKpi} does.
 */
export async function explainKpi(
  context: KpiContext,
  id: string,
  parameters: KpiParameters,
): Promise<Explanation> {
  const kpi = findKpi(id);
  const statements: RanStatement[] = [];
  let whole: Group | undefined;
  const { store, site } = context;
  const answer = await answerKpi(
    {
      ...context,
      store: Object.assign(
        store.watched((statement) => void statements.push(statement)),
        { recomputing: (key: number) => store.recomputing?.(key) ?? false },
      ),
      onWhole: (group) => {
        whole = group;
      },
    },
    kpi.id,
    parameters,
  );
  const { title, sentence, unit, direction, dimensions, import: needed } = definitionOf(kpi);
  const measured = answer.missing ? undefined : whole;
  return {
    kpi: kpi.id,
    title,
    sentence,
    unit,
    direction,
    dimensions,
    import: needed,
    formula: formulaOfKpi(kpi, answer, measured, site.currency),
    figures: Object.fromEntries(
      namedFigures(kpi).map(([name, figure]) => [
        name,
        formulaOfFigure(figure, measured, site.currency, wordsOfFigure(figure)),
      ]),
    ),
    left_out: Object.entries(answer.excluded)
      .filter(([, rows]) => typeof rows === 'number')
      .map(([reason, rows]) => ({ reason, rows, why: WHY[reason] ?? reason.replaceAll('_', ' ') })),
    answer,
    sql: eachOnce(statements),
  };
}

function formulaOfKpi(kpi: Kpi, answer: KpiAnswer, whole: Group | undefined, currency: string): Formula {
  if (kpi.value) return formulaOfFigure(kpi.value, whole, currency, formulaOf(kpi));
  return { words: formulaOf(kpi), numbers: numbersOfAnswer(answer), terms: [] };
}

function formulaOfFigure(figure: Figure, whole: Group | undefined, currency: string, words: string): Formula {
  const terms = (side: 'numerator' | 'denominator', expression: Expression = []): Formula['terms'] =>
    expression.map(([factor, measure]) => ({
      side,
      factor,
      words: wordsOfMeasure(measure),
      value: whole ? whole.get(measure) : null,
    }));
  return {
    words,
    numbers: whole ? numbersOf(figure, whole, currency) : null,
    terms: [...terms('numerator', figure.numerator), ...terms('denominator', figure.denominator)],
  };
}

function numbersOf(figure: Figure, whole: Group, currency: string): string | null {
  const { value } = compute(figure, whole);
  const put = (expression: Expression): string =>
    expression
      .map(([factor, measure], index) => {
        const number = whole.get(measure);
        const sign = factor < 0 ? (index === 0 ? '−' : ' − ') : index === 0 ? '' : ' + ';
        const size = Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} × `;
        return `${sign}${size}${textOf(number, measure.money ? currency : undefined)}`;
      })
      .join('');
  const bracketed = (expression: Expression) =>
    expression.length > 1 ? `(${put(expression)})` : put(expression);
  const denominator = figure.share ? figure.numerator : figure.denominator;
  const left = denominator
    ? `${bracketed(figure.numerator)} ÷ ${bracketed(denominator)}`
    : put(figure.numerator);
  return `${left} = ${textOf(value, figure.unit === 'money' ? currency : undefined)}`;
}

// Of a KPI that is computed in another way than by sums: what its answer says of itself.
function numbersOfAnswer({ value, numerator, denominator }: KpiAnswer): string | null {
  if (value === null || value === undefined) return null;
  const text = amountText(value);
  return denominator === null || denominator === undefined
    ? text
    : `${amountText(numerator ?? null)} ÷ ${amountText(denominator)} = ${text}`;
}

function amountText(amount: KpiAnswer['value']): string {
  return amount !== null && typeof amount === 'object'
    ? textOf(amount.value, amount.currency)
    : textOf(amount, undefined);
}

function textOf(number: number | null, currency: string | undefined): string {
  if (number === null) return 'nothing';
  if (currency === undefined) return String(Number(number.toPrecision(12)));
  const decimals = decimalsOf(currency);
  return `${(number / 10 ** decimals).toFixed(decimals)} ${currency}`;
}

function eachOnce(statements: readonly RanStatement[]): Explanation['sql'] {
  const seen = new Map<string, Explanation['sql'][number]>();
  for (const { sql, parameters, rows } of statements) {
    const literal = literalSql(sql, parameters);
    seen.set(literal, { sql, parameters: parameters.map(plainOf), literal, rows });
  }
  return [...seen.values()];
}

const plainOf = (value: unknown): string | number | null =>
  typeof value === 'bigint'
    ? Number(value)
    : typeof value === 'number' || typeof value === 'string' || value === null
      ? value
      : String(value);
