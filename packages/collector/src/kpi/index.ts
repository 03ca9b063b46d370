export { answerKpi, answerKpis, type KpiContext } from './answer.js';
export { listKpis } from './catalogue/index.js';
export { type KpiDefinition, THEMES, type Theme, UNITS, type Unit } from './definition.js';
export { type Explanation, explainKpi, explanationSchema } from './explain.js';
export { type KpiAnswer, kpiAnswerSchema, type Money, moneySchema } from './kpi-answer.js';
export { KpiError } from './kpi-error.js';
export { type KpiParameters, kpiParameters, queryBody } from './parameters.js';
export { INTERVALS, type Interval } from './period.js';
