import { useQuery } from '@tanstack/react-query';
import { dimensionsOfFilter } from '../filter/filter.js';
import type { Period } from '../period/period.js';
import { useView } from '../view/use-view.js';
import type { KpiAnswer, KpiDefinition } from './answers.js';
import { askKpi, type Question } from './kpi-batch.js';
import { useDefinition } from './use-definitions.js';

export interface KpiOptions {
  by?: string | undefined;
  /** True: cut by the interval of the view; or another one. */
  series?: boolean | string;
  /** False: without the comparison of the view. */
  compare?: boolean;
  limit?: number;
  /** Instead of that of the view. */
  period?: Period;
  /** Parameters that only some KPIs have. */
  own?: Pick<Question, 'window' | 'of'>;
  enabled?: boolean;
}

/** A KPI as it stands on the screen. */
export interface KpiState {
  definition: KpiDefinition | undefined;
  answer: KpiAnswer | undefined;
  /** Nothing to show yet. */
  loading: boolean;
  /** What is shown belongs to the view before. */
  stale: boolean;
  error: Error | null;
  /** Dimensions of the filter that the KPI does not have; it is not asked for then. */
  foreign: string[];
  retry: () => void;
}

/** Their models are fitted anew for every piece: seconds of work for a line that hardly moves from day to day. */
export const FITTED: ReadonlySet<string> = new Set([
  'customer_lifetime_value',
  'ltv_to_cac',
  'product_affinity',
]);

/**
 * Whether the answer of one question can stand in for another's until that is there: it differs in the view alone, which
 * the page marks as waiting. Rows by another dimension have none of the names that are asked for, and another site's
 * figures must not stand under this one's name.
 */
const isSameCut = (before: Question, now: Question): boolean =>
  (['site', 'by', 'of', 'window'] as const).every((part) => before[part] === now[part]);

/** Asks for one KPI in the view of the address: its period, its filters, its comparison. */
export function useKpi(kpi: string, options: KpiOptions = {}): KpiState {
  const view = useView();
  const definition = useDefinition(kpi);
  const { by, series = false, compare = true, limit, enabled = true, period = view.period, own } = options;
  const foreign = dimensionsOfFilter(view.filter).filter(
    (name) => definition && !definition.dimensions.includes(name),
  );
  const question: Question = {
    site: view.site.id,
    from: period.from,
    to: period.to,
    ...(series !== false && !FITTED.has(kpi) && { interval: series === true ? view.interval : series }),
    ...(by !== undefined && { by }),
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(compare && view.compare !== undefined && { compare: view.compare }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
    ...(limit !== undefined && { limit }),
    ...own,
  };
  const query = useQuery({
    queryKey: ['kpi', kpi, question],
    queryFn: () => askKpi(kpi, question),
    // Without a filter nothing has to be known of a KPI to ask for it.
    enabled: enabled && (definition !== undefined || view.filterText === '') && foreign.length === 0,
    placeholderData: (before: KpiAnswer | undefined, asked) =>
      asked?.queryKey[1] === kpi && isSameCut(asked.queryKey[2] as Question, question) ? before : undefined,
  });
  return {
    definition,
    answer: foreign.length > 0 ? undefined : query.data,
    loading: query.isPending && foreign.length === 0,
    stale: query.isPlaceholderData,
    error: query.data === undefined ? query.error : null,
    foreign,
    retry: () => void query.refetch(),
  };
}
