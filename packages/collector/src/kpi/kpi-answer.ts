import { z } from 'zod';
import { UNITS } from './definition.js';

/** An amount in minor units of a currency, with the number of digits behind its point. */
export const moneySchema = z.object({
  value: z.number().int().describe('In minor units: cents, yen, fils.'),
  currency: z.string(),
  decimals: z.number().int(),
});
export type Money = z.infer<typeof moneySchema>;

const amount = z.union([z.number(), moneySchema]).nullable();
export type Amount = z.infer<typeof amount>;

const figureShape = {
  value: amount.describe('`null` where the denominator is 0, or the data has not been brought in.'),
  numerator: amount,
  denominator: amount.describe('`null` where the figure is no ratio.'),
  confidence: z
    .tuple([z.number(), z.number()])
    .nullable()
    .optional()
    .describe('95 % Wilson interval of a proportion.'),
  n: z.number().optional().describe('Of a mean: how many values it is of.'),
  se: amount.optional().describe('Of a mean: its standard error.'),
};

// Figures and columns that a KPI names stand beside the value.
const figureSchema = z.object(figureShape).partial().catchall(z.unknown());

/** The answer of one KPI. */
export const kpiAnswerSchema = z
  .object({
    kpi: z.string(),
    site: z.string(),
    from: z.string(),
    to: z.string(),
    timezone: z.string(),
    unit: z.enum(UNITS),
    ...figureShape,
    totals: z.record(z.string(), z.unknown()).optional().describe('Of a table: its columns over all rows.'),
    compare: z
      .object({
        from: z.string(),
        to: z.string(),
        ...figureShape,
        change: z.number().nullable().describe('Relative to the period compared with.'),
        p: z.number().nullable().describe('Two-proportion z-test of proportions, Welch’s t-test of means.'),
        significant: z.boolean().nullable(),
        totals: z.record(z.string(), z.unknown()).optional(),
      })
      .partial()
      .catchall(z.unknown())
      .optional(),
    series: z.array(figureSchema.extend({ start: z.string() })).optional(),
    rows: z.array(figureSchema).optional(),
    rows_left_out: z.number().int().optional().describe('Rows beyond the limit.'),
    missing: z.object({ import: z.string(), message: z.string().brand<'Sentence'>() }).nullable(),
    excluded: z.object({
      bots: z.number(),
      internal: z.number(),
      cookieless: z.number(),
      no_exchange_rate: z.number(),
    }),
    recomputing: z.literal(true).optional().describe('Facts still follow a change of settings or rates.'),
  })
  .catchall(z.unknown());
export type KpiAnswer = z.infer<typeof kpiAnswerSchema>;
