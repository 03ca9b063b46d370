import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KpiDefinition } from './answers.js';
import { ask } from './ask.js';

const NONE: readonly KpiDefinition[] = [];

/** The declarations of all KPIs, which do not change while a collector runs. */
export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: () => ask<{ kpis: KpiDefinition[] }>('/v1/kpis'),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useDefinitions(): readonly KpiDefinition[] {
  const { data } = useQuery(definitionsQuery);
  return data?.kpis ?? NONE;
}

/** The declaration of one KPI; `undefined` until it is known. */
export function useDefinition(id: string): KpiDefinition | undefined {
  const all = useDefinitions();
  return useMemo(() => all.find((kpi) => kpi.id === id), [all, id]);
}
