import { useQuery } from '@tanstack/react-query';
import type { Comparison, KpiAnswer } from '../api/answers.js';
import { askKpi, type Question } from '../api/kpi-batch.js';
import { useView } from '../view/use-view.js';

interface SeriesBefore {
  /** The days that an answer was compared with. */
  compared: Comparison | undefined;
  /** Their series; asked for once they are known. */
  before: KpiAnswer | undefined;
}

/** The series of the period that an answer was compared with. */
export function useSeriesBefore(kpi: string, answer: KpiAnswer | undefined): SeriesBefore {
  const view = useView();
  const compared = view.compare === undefined ? undefined : answer?.compare;
  const question: Question | undefined = compared && {
    site: view.site.id,
    from: compared.from,
    to: compared.to,
    interval: view.interval,
    ...(view.filterText !== '' && { filter: view.filterText }),
    ...(view.attribution !== undefined && { attribution: view.attribution }),
  };
  const { data } = useQuery({
    queryKey: ['kpi', kpi, question],
    queryFn: () => askKpi(kpi, question as Question),
    enabled: question !== undefined && answer?.missing === null,
  });
  return { compared, before: compared === undefined ? undefined : data };
}
