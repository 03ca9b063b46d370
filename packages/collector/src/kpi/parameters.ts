import { LIMITS } from '@footfall/protocol';
import { z } from 'zod';
import { say } from '../say.js';
import { ATTRIBUTION_MODELS } from '../store/scan.js';
import { INTERVALS } from './period.js';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, say('must be a date such as 2026-01-31'));

const shape = {
  from: date.describe('First local day of the period.'),
  to: date.describe('Last local day of the period, inclusive.'),
  interval: z.enum(INTERVALS).optional().describe('Cuts the period into pieces; weeks are ISO weeks.'),
  by: z
    .string()
    .max(200)
    .optional()
    .describe(`Breaks the figure down by a dimension, or by up to ${LIMITS.breakdown} with commas between.`),
  filter: z
    .string()
    .max(LIMITS.filterLength)
    .optional()
    .describe(
      'Conditions such as country==DE;device!=mobile. ==, != and =~ (prefix, or * anywhere); ; is and, , is or.',
    ),
  compare: z.string().max(60).optional().describe('previous, year, or another period as FROM..TO.'),
  attribution: z
    .enum(ATTRIBUTION_MODELS)
    .optional()
    .describe('How orders are attributed to visits; last_non_direct when left out.'),
} as const;

/** Parameters that only some KPIs have; a definition names its own. */
const own = {
  window: z.coerce
    .number()
    .int()
    .min(1)
    .max(LIMITS.windowDays)
    .optional()
    .describe('Of churn_rate: length of the window in days; 90 when left out.'),
  support: z.coerce
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe(
      'Of product_affinity: share of the orders that a set must be in; 0.005 when left out, and two orders at least.',
    ),
  size: z.coerce
    .number()
    .int()
    .min(2)
    .max(4)
    .optional()
    .describe('Of product_affinity: products of the largest sets; 3 when left out.'),
  of: z
    .enum(['customers', 'visitors'])
    .optional()
    .describe('Of cohort_retention: who the cohorts are made of; customers when left out.'),
  basis: z
    .enum(['margin', 'revenue'])
    .optional()
    .describe(
      'Of customer_lifetime_value and ltv_to_cac: what a customer is worth by; when left out the margin where nearly all unit costs are known, else the revenue.',
    ),
} as const;
export type OwnParameter = keyof typeof own;
export const OWN_PARAMETERS = Object.keys(own) as OwnParameter[];

const limitText = 'Largest number of rows of a breakdown or a table.';

/** The query of `GET /v1/kpis/{id}`, without the site. */
export const kpiParameters = z.strictObject({
  ...shape,
  ...own,
  limit: z.coerce.number().int().min(1).max(LIMITS.rows).optional().describe(limitText),
});

/** The body of `POST /v1/query`. */
export const queryBody = z.strictObject({
  site: z.string().min(1).max(LIMITS.idLength),
  kpis: z.array(z.string().min(1).max(100)).min(1).max(LIMITS.queryKpis).describe('Ids of KPIs.'),
  ...shape,
  ...own,
  limit: z.number().int().min(1).max(LIMITS.rows).optional().describe(limitText),
});

/** What a KPI is asked for with. */
export interface KpiParameters {
  from: string;
  to: string;
  interval?: z.infer<typeof kpiParameters>['interval'];
  by?: string | undefined;
  filter?: string | undefined;
  compare?: string | undefined;
  attribution?: z.infer<typeof kpiParameters>['attribution'];
  window?: number | undefined;
  support?: number | undefined;
  size?: number | undefined;
  of?: 'customers' | 'visitors' | undefined;
  basis?: 'margin' | 'revenue' | undefined;
  limit?: number | undefined;
}
