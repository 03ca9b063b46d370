import type {
  Explanation,
  FunnelAnswer,
  FunnelBody,
  KpiAnswer,
  KpiContext,
  KpiDefinition,
  KpiParameters,
} from '../kpi/index.js';

/** What the routes ask of the KPI engine; `kpi/index.js` is one. */
export interface KpiEngine {
  listKpis(): KpiDefinition[];
  answerKpi(context: KpiContext, id: string, parameters: KpiParameters): Promise<KpiAnswer>;
  answerKpis(
    context: KpiContext,
    ids: readonly string[],
    parameters: KpiParameters,
  ): Promise<Record<string, KpiAnswer>>;
  askFunnel(context: KpiContext, body: FunnelBody): Promise<FunnelAnswer>;
  explainKpi(context: KpiContext, id: string, parameters: KpiParameters): Promise<Explanation>;
}
