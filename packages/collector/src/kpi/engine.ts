import type { StoredGoal } from '../store/store.js';
import { answerKpi, answerKpis, type KpiContext } from './answer.js';
import { listKpis } from './catalogue/index.js';
import type { Compute } from './compute.js';
import { explainKpi } from './explain.js';
import { askFunnel } from './funnel-answer.js';
import type { FunnelBody } from './funnel-request.js';
import { answerGoal, changeGoal, type GoalChange, type GoalInput, makeGoal } from './goals/index.js';
import type { KpiParameters } from './parameters.js';

/** The KPI engine with a place for what takes long. */
export function createKpiEngine(compute: Compute) {
  const beside = (context: KpiContext): KpiContext => ({ compute, ...context });
  return {
    listKpis,
    answerKpi: (context: KpiContext, id: string, parameters: KpiParameters) =>
      answerKpi(beside(context), id, parameters),
    answerKpis: (context: KpiContext, ids: readonly string[], parameters: KpiParameters) =>
      answerKpis(beside(context), ids, parameters),
    explainKpi: (context: KpiContext, id: string, parameters: KpiParameters) =>
      explainKpi(beside(context), id, parameters),
    askFunnel: (context: KpiContext, body: FunnelBody) => askFunnel(beside(context), body),
    makeGoal: (context: KpiContext, input: GoalInput) => makeGoal(beside(context), input),
    changeGoal: (context: KpiContext, goal: StoredGoal, change: GoalChange) =>
      changeGoal(beside(context), goal, change),
    answerGoal: (context: KpiContext, goal: StoredGoal) => answerGoal(beside(context), goal),
  };
}
