import { answerTo } from '../api/ask.js';
import { useKpi } from '../api/use-kpi.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import { KpiValue } from '../kpi/kpi-value.js';
import table from '../table/data-table.module.css';
import { FileMenu } from '../ui/file-menu.js';
import { useCaption } from '../view/use-caption.js';
import { useView } from '../view/use-view.js';

const KPI = 'churn_rate';
const WINDOWS = [30, 60, 90, 180, 365] as const;

/** Churn by how long a customer may stay away before being taken for lost. */
export function ChurnPanel() {
  const { t } = useWords();
  const state = useKpi(KPI, { compare: false });
  const view = useView();
  const caption = useCaption();
  const query = new URLSearchParams({
    site: view.site.id,
    ...view.period,
    format: 'csv',
    ...(view.filterText !== '' && { filter: view.filterText }),
  });
  /** One file of the answers for all windows, each row with its own. */
  async function allWindows(): Promise<Response> {
    const lines: string[] = [];
    for (const days of WINDOWS) {
      const answer = await answerTo(`/v1/kpis/${KPI}?${query}&window=${days}`, {});
      const [head = '', ...rows] = (await answer.text()).trimEnd().split(/\r?\n/);
      if (lines.length === 0) lines.push(`window,${head.replace(/^\uFEFF/, '')}`);
      lines.push(...rows.map((row) => `${days},${row}`));
    }
    return new Response(`${lines.join('\r\n')}\r\n`, { headers: { 'content-type': 'text/csv' } });
  }
  return (
    <KpiPanel
      kpi={KPI}
      state={state}
      height="12rem"
      title={t('lifetime.churn')}
      tools={
        <FileMenu
          caption={caption}
          name={`${view.site.id}-${KPI}-${view.period.from}-${view.period.to}`}
          csv={allWindows}
        />
      }
    >
      {() => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has only a keyboard must be able to scroll it
        <section className={table.scroll} tabIndex={0} aria-label={t('lifetime.churn')}>
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
          </table>
        </section>
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
