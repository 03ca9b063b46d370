import type { Kpi } from './definition.js';
import type { KpiAnswer } from './kpi-answer.js';

/** Says which import would fill a KPI. */
export const missingImport = (kpi: Kpi, name: string, site: string): NonNullable<KpiAnswer['missing']> => ({
  import: name,
  message:
    kpi.needs?.message ??
    `${kpi.title} needs ${name} of this period: POST /v1/import/${name}?site=${site}, or footfall import ${name}.`,
});
