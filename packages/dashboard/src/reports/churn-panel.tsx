import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { KpiValue } from '../kpi/kpi-value.js';
import table from '../table/data-table.module.css';
import { PanelMenu } from '../ui/panel-menu.js';

const KPI = 'churn_rate';
const WINDOWS = [30, 60, 90, 180, 365] as const;

/** Churn by how long a customer may stay away before being taken for lost. */
export function ChurnPanel() {
  const { t, dimension } = useWords();
  const state = useKpi(KPI, { compare: false });
  return (
    <KpiPanel
      kpi={KPI}
      state={state}
      height="12rem"
      title={t('lifetime.churn')}
      tools={<PanelMenu name={KPI} kpi={KPI} ask={{ by: 'channel' }} />}
    >
      {() => (
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t('lifetime.window')}</th>
                {['rate', 'lost', 'of', 'between'].map((id) => (
                  <th key={id} scope="col" className={table.figure}>
                    {t(`lifetime.${id as 'lost'}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {WINDOWS.map((days) => (
                <ChurnRow key={days} days={days} />
              ))}
            </tbody>
            <caption className="visually-hidden">{dimension('customer_type')}</caption>
          </table>
        </div>
      )}
    </KpiPanel>
  );
}

function ChurnRow({ days }: { days: number }) {
  const { t, amount } = useWords();
  const { answer } = useKpi(KPI, { compare: false, own: { window: days } });
  return (
    <tr>
      <th scope="row">{t('lifetime.days', { number: days })}</th>
      <td className={table.figure}>
        <KpiValue value={answer?.value} unit="proportion" />
      </td>
      <td className={table.figure}>
        <KpiValue value={answer?.numerator} unit="count" />
      </td>
      <td className={table.figure}>
        <KpiValue value={answer?.denominator} unit="count" />
      </td>
      <td className={table.figure}>
        {answer?.confidence
          ? `${amount(answer.confidence[0], 'proportion')} – ${amount(answer.confidence[1], 'proportion')}`
          : '–'}
      </td>
    </tr>
  );
}
