import { LIMITS } from '@footfall/protocol';
import { z } from 'zod';
import { ATTRIBUTION_MODELS } from '../store/scan.js';
import { INTERVALS } from './period.js';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-01-31');

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

const limitText = 'Largest number of rows of a breakdown or a table.';

/** The query of `GET /v1/kpis/{id}`, without the site. */
export const kpiParameters = z.object({
  ...shape,
  limit: z.coerce.number().int().min(1).max(LIMITS.rows).optional().describe(limitText),
});

/** The body of `POST /v1/query`. */
export const queryBody = z.strictObject({
  site: z.string().min(1).max(LIMITS.idLength),
  kpis: z.array(z.string().min(1).max(100)).min(1).max(LIMITS.queryKpis).describe('Ids of KPIs.'),
  ...shape,
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
  limit?: number | undefined;
}
