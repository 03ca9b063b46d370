import { formatDuration } from '../format/amount.js';
import { useWords } from '../i18n/use-words.js';
import css from './funnel.module.css';

interface Step {
  name: string;
  /** What the step is narrowed to. */
  note?: string | null;
  count: number;
  of_first: number | null;
  of_previous: number | null;
  median_ms: number | null;
}

/** The steps of a funnel beside each other; below each other on a telephone. */
export function FunnelSteps({ steps }: { steps: readonly Step[] }) {
  const { t, locale, amount, number } = useWords();
  return (
    <ol className={css.steps} style={{ '--steps': steps.length } as never}>
      {steps.map((step, index) => {
        const part = `${((step.of_first ?? 0) * 100).toFixed(2)}%`;
        const before = steps[index - 1];
        const lost = before === undefined ? 0 : before.count - step.count;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place; two may be of one event
          <li key={index} className={css.step} data-step={step.name}>
            <div className={css.stepBar} aria-hidden="true">
              <span style={{ '--part': part } as never} />
            </div>
            <span className={css.stepName}>{step.name}</span>
            {step.note && <bdi className={css.note}>{step.note}</bdi>}
            <data className={css.stepValue} value={step.count}>
              {number(step.count)}
            </data>
            <span className={css.note}>
              {t('funnel.ofFirst', { share: amount(step.of_first, 'proportion') })}
            </span>
            {before !== undefined && (
              <span className={`${css.note} ${lost > 0 ? css.lost : ''}`}>
                {t('funnel.lost', {
                  number: number(lost),
                  share: amount(step.of_previous === null ? null : 1 - step.of_previous, 'proportion'),
                })}
              </span>
            )}
            {before !== undefined && step.median_ms !== null && (
              <span className={css.note}>
                {t('funnel.time', { time: formatDuration(step.median_ms, locale) })}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
