import type {
  Explanation,
  FunnelAnswer,
  FunnelBody,
  GoalAnswer,
  GoalChange,
  GoalInput,
  KpiAnswer,
  KpiContext,
  KpiDefinition,
  KpiParameters,
} from '../kpi/index.js';
import type { StoredGoal } from '../store/store.js';

/** What the routes ask of the KPI engine; `kpi/index.js` is one. */
export interface KpiEngine {
  listKpis(): KpiDefinition[];
  answerKpi(context: KpiContext, id: string, parameters: KpiParameters): Promise<KpiAnswer>;
  answerKpis(
    context: KpiContext,
    ids: readonly string[],
    parameters: KpiParameters,
  ): Promise<Record<string, KpiAnswer>>;
  makeGoal(context: KpiContext, input: GoalInput): Promise<StoredGoal>;
  changeGoal(context: KpiContext, goal: StoredGoal, change: GoalChange): Promise<StoredGoal>;
  answerGoal(context: KpiContext, goal: StoredGoal): Promise<GoalAnswer>;
  askFunnel(context: KpiContext, body: FunnelBody): Promise<FunnelAnswer>;
  explainKpi(context: KpiContext, id: string, parameters: KpiParameters): Promise<Explanation>;
}
