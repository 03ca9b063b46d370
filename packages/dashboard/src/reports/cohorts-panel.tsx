import { parseDate, startOfMonth } from '@internationalized/date';
import { useKpi } from '../api/use-kpi.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { useView } from '../view/use-view.js';
import { CohortTable } from './cohort-table.js';

/** Customers by their first month, and which part of them is active in each later one. */
export function CohortsPanel({ kpi }: { kpi: string }) {
  const view = useView();
  // Cohorts of a few days say nothing: it is always the year up to the end of the period.
  const to = parseDate(view.period.to);
  const from = startOfMonth(to.subtract({ months: 11 })).toString();
  const state = useKpi(kpi, { compare: false, limit: 2000, period: { from, to: view.period.to } });
  return (
    <KpiPanel kpi={kpi} state={state} height="16rem" byRows>
      {({ rows = [] }) => <CohortTable rows={rows} />}
    </KpiPanel>
  );
}
