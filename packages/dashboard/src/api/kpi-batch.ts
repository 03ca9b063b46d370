import type { KpiAnswer } from './answers.js';
import { ask, Refused } from './ask.js';

/** The most rows that the collector answers. */
export const MOST_ROWS = 10_000;

/** What a KPI is asked for with; those that agree in it go into one request. */
export interface Question {
  site: string;
  from: string;
  to: string;
  interval?: string | undefined;
  by?: string | undefined;
  filter?: string | undefined;
  compare?: string | undefined;
  attribution?: string | undefined;
  limit?: number | undefined;
  /** Of churn_rate: days of its window. */
  window?: number | undefined;
  /** Of cohort_retention: who the cohorts are made of. */
  of?: 'customers' | 'visitors' | undefined;
}

interface Waiting {
  resolve: (answer: KpiAnswer) => void;
  reject: (error: unknown) => void;
}

const MOST = 100;
const gathered = new Map<string, { question: Question; kpis: Map<string, Waiting[]> }>();

/**
 * Asks for one KPI. All that is asked in the same turn of the page with the same question is one `POST /v1/query`, so
 * that the collector can answer it from the scans that it shares.
 */
export function askKpi(kpi: string, question: Question): Promise<KpiAnswer> {
  if (gathered.size === 0) setTimeout(askAll);
  const name = JSON.stringify(question);
  let group = gathered.get(name);
  if (group === undefined || (group.kpis.size >= MOST && !group.kpis.has(kpi))) {
    if (group !== undefined) void askGroup(group);
    group = { question, kpis: new Map() };
    gathered.set(name, group);
  }
  const { kpis } = group;
  return new Promise((resolve, reject) => {
    kpis.set(kpi, [...(kpis.get(kpi) ?? []), { resolve, reject }]);
  });
}

function askAll(): void {
  const groups = [...gathered.values()];
  gathered.clear();
  for (const group of groups) void askGroup(group);
}

async function askGroup({
  question,
  kpis,
}: {
  question: Question;
  kpis: Map<string, Waiting[]>;
}): Promise<void> {
  const ids = [...kpis.keys()];
  try {
    const { kpis: answers } = await ask<{ kpis: Record<string, KpiAnswer> }>('/v1/query', {
      json: { ...question, kpis: ids },
    });
    for (const [id, waiting] of kpis) for (const one of waiting) one.resolve(answers[id] as KpiAnswer);
  } catch (error) {
    // One KPI that cannot be asked so must not take the others with it.
    if (error instanceof Refused && error.status === 400 && ids.length > 1) {
      for (const [id, waiting] of kpis) void askGroup({ question, kpis: new Map([[id, waiting]]) });
      return;
    }
    // Models are not fitted for every day of a year: what cannot be cut into pieces is asked for whole.
    if (error instanceof Refused && error.status === 400 && question.interval !== undefined) {
      const { interval: _, ...whole } = question;
      void askGroup({ question: whole, kpis });
      return;
    }
    for (const waiting of kpis.values()) for (const one of waiting) one.reject(error);
  }
}
