import { useKpi } from '../api/use-kpi.js';
import { formatDuration } from '../format/amount.js';
import { useWords } from '../i18n/use-words.js';
import { KpiPanel } from '../kpi/kpi-panel.js';
import css from './report.module.css';

interface Step {
  step: string;
  visits: number;
  of_first: number | null;
  of_previous: number | null;
  median_ms: number | null;
}

/** How many reach each step, how many are lost on the way to it, and how long it takes. */
export function FunnelPanel({ kpi }: { kpi: string }) {
  const state = useKpi(kpi, { compare: false });
  return (
    <KpiPanel kpi={kpi} state={state} height="18rem">
      {({ rows = [] }) => <FunnelSteps steps={rows as unknown as Step[]} />}
    </KpiPanel>
  );
}

/** The steps of a funnel beside each other; below each other on a telephone. */
export function FunnelSteps({ steps }: { steps: readonly Step[] }) {
  const { t, locale, step: stepName, amount, number } = useWords();
  return (
    <ol className={css.steps} style={{ '--steps': steps.length } as never}>
      {steps.map((step, index) => {
        const part = `${((step.of_first ?? 0) * 100).toFixed(2)}%`;
        const before = steps[index - 1];
        const lost = before === undefined ? 0 : before.visits - step.visits;
        return (
          <li key={step.step} className={css.step}>
            <div className={css.stepBar} aria-hidden="true">
              <span style={{ '--part': part } as never} />
            </div>
            <span className={css.stepName}>{stepName(step.step)}</span>
            <data className={css.stepValue} value={step.visits}>
              {number(step.visits)}
            </data>
            <span className={css.stepNote}>
              {t('funnel.ofFirst', { share: amount(step.of_first, 'proportion') })}
            </span>
            {before !== undefined && (
              <span className={`${css.stepNote} ${lost > 0 ? css.stepLost : ''}`}>
                {t('funnel.lost', {
                  number: number(lost),
                  share: amount(step.of_previous === null ? null : 1 - step.of_previous, 'proportion'),
                })}
              </span>
            )}
            {before !== undefined && step.median_ms !== null && (
              <span className={css.stepNote}>
                {t('funnel.time', { time: formatDuration(step.median_ms, locale) })}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
