import { useMemo, useState } from 'react';
import type { Row } from '../api/answers.js';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { KpiValue } from '../kpi/kpi-value.js';
import { amountOf, type FigureColumn } from '../table/column.js';
import { DataTable } from '../table/data-table.js';
import { PanelMenu } from '../ui/panel-menu.js';
import { Segmented } from '../ui/segmented.js';
import { useToggleFilter } from '../view/use-view.js';
import css from './vitals.module.css';

const KPI = 'web_vitals';
const VITALS = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'] as const;
type Vital = (typeof VITALS)[number];
const RATINGS = ['good', 'needs_work', 'poor'] as const;
const BY = ['page', 'device'] as const;

/** How fast the shop is, vital by vital, and how conversion goes with it. */
export function VitalsPanel() {
  const { t, dimension } = useWords();
  const toggle = useToggleFilter();
  const [by, setBy] = useState<(typeof BY)[number]>('page');
  const [vital, setVital] = useState<Vital>('lcp');
  const state = useKpi(KPI, { by, compare: false, limit: 1000 });
  const words = useMemo(() => [by], [by]);
  const unit = vital === 'cls' ? 'ratio' : 'duration';
  const columns: FigureColumn[] = [
    { id: 'measurements', unit: 'count' },
    { id: vital, unit, title: t('vitals.p75', { name: vital.toUpperCase() }) },
    ...RATINGS.map(
      (rating): FigureColumn => ({
        id: `${vital}_${rating}`,
        unit: 'proportion',
        title: t(`vitals.${rating}`),
      }),
    ),
    ...RATINGS.map(
      (rating): FigureColumn => ({
        id: `${vital}_${rating}_conversion`,
        unit: 'proportion',
        title: t('vitals.conversionIf', { rating: t(`vitals.${rating}`) }),
      }),
    ),
  ];
  return (
    <KpiPanel
      kpi={KPI}
      state={state}
      height="24rem"
      byRows
      tools={
        <>
          <Segmented
            label={t('list.byWhat')}
            options={BY.map((id) => ({ id, text: dimension(id) }))}
            value={by}
            onChange={setBy}
          />
          <PanelMenu name={KPI} kpi={KPI} ask={{ by }} />
        </>
      }
    >
      {({ rows = [], totals = {}, rows_left_out: leftOut }) => (
        <>
          <ul className={css.vitals}>
            {VITALS.map((id) => (
              <VitalCard key={id} vital={id} totals={totals} />
            ))}
          </ul>
          <div className={css.choice}>
            <Segmented
              label={t('chart.choose')}
              options={VITALS.map((id) => ({ id, text: id.toUpperCase() }))}
              value={vital}
              onChange={setVital}
            />
          </div>
          <DataTable
            label={dimension(by)}
            rows={rows}
            dimensions={words}
            columns={columns}
            leftOut={leftOut}
            onChoose={(name, value) => toggle({ dimension: name, operator: '==', value })}
          />
        </>
      )}
    </KpiPanel>
  );
}

/** One vital of the whole shop: its 75th percentile, how many were good, and the conversion of each rating. */
function VitalCard({ vital, totals }: { vital: Vital; totals: Row }) {
  const { t, amount } = useWords();
  return (
    <li className={css.vital} data-vital={vital}>
      <h3 className={css.name}>
        <abbr title={t(`vitals.name.${vital}`)}>{vital.toUpperCase()}</abbr>{' '}
        <small>{t(`vitals.name.${vital}`)}</small>
      </h3>
      <KpiValue
        className={css.value}
        value={amountOf(totals[vital])}
        unit={vital === 'cls' ? 'ratio' : 'duration'}
      />
      <div className={css.bar} aria-hidden="true">
        {RATINGS.map((rating) => (
          <span
            key={rating}
            className={css[rating]}
            style={{ inlineSize: `${Number(totals[`${vital}_${rating}`] ?? 0) * 100}%` }}
          />
        ))}
      </div>
      <dl className={css.ratings}>
        {RATINGS.map((rating) => (
          <div key={rating}>
            <dt>{t(`vitals.${rating}`)}</dt>
            <dd>{amount(amountOf(totals[`${vital}_${rating}`]), 'proportion')}</dd>
            <dd className={css.quiet}>
              {t('vitals.converts', {
                share: amount(amountOf(totals[`${vital}_${rating}_conversion`]), 'proportion'),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
