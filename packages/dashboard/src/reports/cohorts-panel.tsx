import { useState } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useView } from '../view/use-view.js';
import { CohortTable } from './cohort-table.js';
import { yearBefore } from './year-before.js';

const KPI = 'cohort_retention';
const WHOSE = ['customers', 'visitors'] as const;

/** Customers or visitors by their first month, and which part of them is active in each later one. */
export function CohortsPanel() {
  const { t } = useWords();
  const view = useView();
  const [of, setOf] = useState<(typeof WHOSE)[number]>('customers');
  const period = yearBefore(view.period);
  const state = useKpi(KPI, { compare: false, limit: 2000, period, own: { of } });
  return (
    <KpiPanel
      kpi={KPI}
      state={state}
      height="16rem"
      period={period}
      byRows
      tools={
        <>
          <Segmented
            label={t('cohorts.whose')}
            options={WHOSE.map((id) => ({ id, text: t(`cohorts.${id}`) }))}
            value={of}
            onChange={setOf}
          />
          <PanelMenu name={KPI} kpi={KPI} ask={{ of }} period={period} />
        </>
      }
    >
      {({ rows = [] }) => <CohortTable rows={rows} of={of} />}
    </KpiPanel>
  );
}
