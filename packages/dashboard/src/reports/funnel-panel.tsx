import { useMemo } from 'react';
import { useKpi } from '../api/use-kpi.js';
import { formatDuration } from '../format/amount.js';
import { useWords } from '../i18n/use-words.js';
import { KpiInfo } from '../kpi/kpi-info.js';
import { MissingLink } from '../kpi/missing.js';
import { ErrorNotice, Notice, Skeleton } from '../ui/notice.js';
import { Panel } from '../ui/panel.js';
import { PanelMenu } from '../ui/panel-menu.js';
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
  const { t, kpi: title, dimension } = useWords();
  const state = useKpi(kpi, { compare: false });
  const { answer, definition } = state;
  const steps = useMemo(() => (answer?.rows ?? []) as unknown as Step[], [answer]);
  const name = title(definition, kpi);
  return (
    <Panel
      stale={state.stale}
      title={
        <>
          {name} <KpiInfo definition={definition} />
        </>
      }
      tools={<PanelMenu name={kpi} kpi={kpi} />}
    >
      {state.foreign.length > 0 ? (
        <Notice>{t('kpi.foreignFilter', { names: state.foreign.map(dimension).join(', ') })}</Notice>
      ) : state.error ? (
        <ErrorNotice error={state.error} retry={state.retry} />
      ) : answer === undefined ? (
        <Skeleton height="18rem" />
      ) : answer.missing ? (
        <MissingLink missing={answer.missing} />
      ) : (
        <FunnelSteps steps={steps} />
      )}
    </Panel>
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
