import { parseDate, startOfMonth } from '@internationalized/date';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { KpiInfo } from '../kpi/kpi-info.js';
import { MissingLink } from '../kpi/missing.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { useView } from '../view/use-view.js';
import { CohortTable } from './cohort-table.js';

/** Customers by their first month, and which part of them is active in each later one. */
export function CohortsPanel({ kpi }: { kpi: string }) {
  const { t, kpi: title, dimension } = useWords();
  const view = useView();
  // Cohorts of a few days say nothing: it is always the year up to the end of the period.
  const to = parseDate(view.period.to);
  const from = startOfMonth(to.subtract({ months: 11 })).toString();
  const state = useKpi(kpi, { compare: false, limit: 2000, period: { from, to: view.period.to } });
  const { answer, definition } = state;
  return (
    <Panel
      stale={state.stale}
      title={
        <>
          {title(definition, kpi)} <KpiInfo definition={definition} />
        </>
      }
      tools={<PanelMenu name={kpi} kpi={kpi} />}
    >
      {state.foreign.length > 0 ? (
        <Notice>{t('kpi.foreignFilter', { names: state.foreign.map(dimension).join(', ') })}</Notice>
      ) : state.error ? (
        <ErrorNotice error={state.error} retry={state.retry} />
      ) : answer === undefined ? (
        <Skeleton height="16rem" />
      ) : answer.missing ? (
        <MissingLink missing={answer.missing} available={definition?.available} />
      ) : (answer.rows ?? []).length === 0 ? (
        <Notice>{t('list.empty')}</Notice>
      ) : (
        <CohortTable rows={answer.rows ?? []} />
      )}
    </Panel>
  );
}
