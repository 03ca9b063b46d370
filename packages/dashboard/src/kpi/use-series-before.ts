import { useQuery } from '@tanstack/react-query';
import type { KpiAnswer } from '../api/answers.js';
import { askKpi, type Question } from '../api/kpi-batch.js';
import { useView } from '../view/use-view.js';

/** The series of the period that an answer was compared with; asked for once its days are known. */
export function useSeriesBefore(kpi: string, answer: KpiAnswer | undefined): KpiAnswer | undefined {
  const view = useView();
  const compare = view.compare === undefined ? undefined : answer?.compare;
  const question: Question | undefined = compare && {
    site: view.site.id,
    from: compare.from,
    to: compare.to,
    interval: view.interval,
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
  };
  const { data } = useQuery({
    queryKey: ['kpi', kpi, question],
    queryFn: () => askKpi(kpi, question as Question),
    enabled: question !== undefined && answer?.missing === null,
  });
  return compare === undefined ? undefined : data;
}
