import type { Kpi, KpiDefinition, Theme } from '../definition.js';
import { dimensionsOf } from '../dimension.js';
import { formulaOf } from '../wording.js';
import { CAMPAIGN_KPIS } from './campaigns.js';
import { CARE_KPIS } from './care.js';
import { CONVERSION_KPIS } from './conversion.js';
import { CUSTOMER_KPIS } from './customers.js';
import { MARGIN_KPIS } from './margins.js';
import { NEWSLETTER_KPIS } from './newsletter.js';
import { ORDER_KPIS } from './orders.js';
import { PRODUCT_KPIS } from './products.js';
import { REPUTATION_KPIS } from './reputation.js';
import { TRAFFIC_KPIS } from './traffic.js';
import { VITALS_KPIS } from './vitals.js';

const THEMED: readonly (readonly [Theme, readonly Kpi[]])[] = [
  ['sales', [...ORDER_KPIS, ...CONVERSION_KPIS, ...MARGIN_KPIS, ...CUSTOMER_KPIS, ...PRODUCT_KPIS]],
  ['marketing', [...TRAFFIC_KPIS, ...CAMPAIGN_KPIS, ...NEWSLETTER_KPIS, ...REPUTATION_KPIS, ...VITALS_KPIS]],
  ['care', CARE_KPIS],
];

/** Every KPI by its id. */
export const CATALOGUE: ReadonlyMap<string, Kpi> = new Map(
  THEMED.flatMap(([, kpis]) => kpis.map((kpi) => [kpi.id, kpi] as const)),
);

const THEME_OF = new Map(THEMED.flatMap(([theme, kpis]) => kpis.map(({ id }) => [id, theme] as const)));

/** All KPIs, those too that wait for an import. */
export function listKpis(): KpiDefinition[] {
  return [...CATALOGUE.values()].map(definitionOf);
}

/** A KPI of the catalogue as the API lists it. */
export function definitionOf(kpi: Kpi): KpiDefinition {
  return {
    id: kpi.id,
    theme: THEME_OF.get(kpi.id) as Theme,
    title: kpi.title,
    sentence: kpi.sentence,
    formula: formulaOf(kpi),
    unit: kpi.unit,
    direction: kpi.direction,
    dimensions: dimensionsOf(kpi),
    parameters: [...(kpi.takes ?? [])],
    figures: kpi.computed ? [...kpi.computed.figures] : Object.keys(kpi.figures ?? {}),
    columns:
      kpi.computed?.columns ??
      Object.fromEntries(Object.entries(kpi.columns ?? {}).map(([name, { unit }]) => [name, unit])),
    import: kpi.needs?.import ?? null,
  };
}
