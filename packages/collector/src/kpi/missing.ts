import type { Kpi, Need } from './definition.js';
import type { KpiAnswer } from './kpi-answer.js';

/** Says which import would fill a KPI. */
export const missingImport = (
  kpi: Kpi,
  { import: name, message }: Need,
  site: string,
): NonNullable<KpiAnswer['missing']> => ({
  import: name,
  message:
    message ??
    `${kpi.title} needs ${name} of this period: POST /v1/import/${name}?site=${site}, or footfall import ${name}.`,
});
