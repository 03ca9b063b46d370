import { lazy, Suspense, useMemo, useState } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { isMoney } from '../format/amount.js';
import { formatStart } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { Notice, Skeleton } from '../ui/notice.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useView } from '../view/use-view.js';
import { lifetimeCurves } from './lifetime-curve.js';
import { endsWithinMonth, yearBefore } from './year-before.js';

const CurveChart = lazy(async () => ({ default: (await import('../chart/curve-chart.js')).CurveChart }));

const KPI = 'cohort_retention';
const BY = ['all', 'channel', 'cohort'] as const;
/** As many lines as can be told apart. */
const MOST = 6;

/** What customers have brought, month by month after their first order: of all, by channel, by cohort. */
export function LifetimePanel() {
  const { t, locale, dimension, value } = useWords();
  const view = useView();
  const [by, setBy] = useState<(typeof BY)[number]>('channel');
  const period = yearBefore(view.period);
  const ask: Record<string, string> = by === 'channel' ? { by } : {};
  const state = useKpi(KPI, { compare: false, limit: 5000, period, ...ask });
  const { answer } = state;
  const curves = useMemo(
    () =>
      lifetimeCurves(
        answer?.rows ?? [],
        (row) => (by === 'all' ? t('lifetime.all') : String(row[by])),
        endsWithinMonth(period),
      )
        .filter(({ values }) => values.length > 0)
        .slice(0, MOST),
    [answer, by, period, t],
  );
  const money = answer?.rows?.map(({ revenue }) => revenue).find(isMoney);
  const nameOf = (group: string) =>
    by === 'cohort' ? formatStart(group, 'month', locale) : value(by, group);
  return (
    <KpiPanel
      kpi={KPI}
      state={state}
      title={t('lifetime.title')}
      height="20rem"
      period={period}
      byRows
      tools={
        <>
          <Segmented
            label={t('list.byWhat')}
            options={BY.map((id) => ({ id, text: id === 'all' ? t('lifetime.all') : dimension(id) }))}
            value={by}
            onChange={setBy}
          />
          <PanelMenu name="lifetime" kpi={KPI} ask={ask} period={period} />
        </>
      }
    >
      {() =>
        curves.length === 0 || money === undefined ? (
          <Notice>{t('list.empty')}</Notice>
        ) : (
          <Suspense fallback={<Skeleton height="20rem" />}>
            <CurveChart
              title={t('lifetime.title')}
              curves={curves.map(({ group, customers, values }) => ({
                name: nameOf(group),
                note: t('lifetime.customers', { number: customers }),
                values,
              }))}
              money={money}
            />
          </Suspense>
        )
      }
    </KpiPanel>
  );
}
