import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { dimensionsOfFilter } from '../filter/filter.js';
import { useView } from '../view/use-view.js';
import type { KpiAnswer, KpiDefinition } from './answers.js';
import { askKpi, MOST_ROWS, type Question } from './kpi-batch.js';
import { useDefinitions } from './use-definitions.js';

interface Broken {
  answers: KpiAnswer[];
  loading: boolean;
  error: Error | null;
}

/** The declarations of some KPIs; those that the collector does not have are left out. */
export function useKnown(kpis: readonly string[]): readonly KpiDefinition[] {
  const all = useDefinitions();
  return useMemo(() => kpis.flatMap((id) => all.find((kpi) => kpi.id === id) ?? []), [kpis, all]);
}

/** Several KPIs, broken down by one dimension; those that lack it, or a dimension of the filter, are left out. */
export function useBrokenDown(definitions: readonly KpiDefinition[], by: string): Broken {
  const view = useView();
  const needed = [by, ...dimensionsOfFilter(view.filter)];
  const asked = definitions.filter(({ dimensions }) => needed.every((name) => dimensions.includes(name)));
  const question: Question = {
    site: view.site.id,
    ...view.period,
    by,
    // Each is ranked by its own value: rows that one figure has among its largest, another may have further down.
    limit: MOST_ROWS,
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
  };
  return useQueries({
    queries: asked.map(({ id }) => ({
      queryKey: ['kpi', id, question],
      queryFn: () => askKpi(id, question),
    })),
    combine: (results) => ({
      answers: results.flatMap(({ data }) => data ?? []),
      loading: definitions.length === 0 || results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error)?.error ?? null,
    }),
  });
}
