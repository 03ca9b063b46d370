import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.js';
import { useView } from '../view/use-view.js';
import type { Funnel } from './funnel.js';

export interface FunnelAnswerStep {
  step: number;
  name: string;
  event: string;
  filter: string | null;
  count: number;
  of_first: number | null;
  of_previous: number | null;
  median_ms: number | null;
  lost: number | null;
  next: { page: string | null; event: string | null; count: number }[];
  left: { page: string | null; count: number }[];
}

export interface FunnelAnswer {
  value: number | null;
  numerator: number;
  denominator: number;
  confidence: [number, number] | null;
  steps: FunnelAnswerStep[];
  compare?: {
    from: string;
    to: string;
    value: number | null;
    change: number | null;
    p: number | null;
    significant: boolean | null;
  };
}

/** What a funnel is asked for with, in the view of the address. */
export function useFunnelQuestion(funnel: Funnel): object {
  const view = useView();
  return {
    site: view.site.id,
    ...view.period,
    steps: funnel.steps.map(({ event, filter }) => ({ event, ...(filter !== '' && { filter }) })),
    order: funnel.order,
    within: funnel.within,
    ...(funnel.minutes !== undefined && { time_limit_minutes: funnel.minutes }),
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.compare !== undefined && { compare: view.compare }),
  };
}

/** The answer of `POST /v1/funnels`. */
export function useFunnel(question: object) {
  return useQuery({
    queryKey: ['kpi', 'funnel', question],
    queryFn: () => ask<FunnelAnswer>('/v1/funnels', { json: question }),
    placeholderData: keepPreviousData,
  });
}
