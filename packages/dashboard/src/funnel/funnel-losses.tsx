import { useState } from 'react';
import { useWords } from '../i18n/use-words.js';
import overview from '../overview/overview.module.css';
import { type Bar, BarList } from '../table/bar-list.js';
import { Notice } from '../ui/notice.js';
import { Segmented } from '../ui/segmented.js';
import css from './funnel.module.css';
import type { FunnelAnswerStep } from './use-funnel.js';

/** Where those went who reached a step and none after it, and on which page they left. */
export function FunnelLosses({ steps }: { steps: readonly FunnelAnswerStep[] }) {
  const { t, number, step: stepName, event: eventName, dimension } = useWords();
  const [chosen, setChosen] = useState('1');
  const lossy = steps.filter(({ lost }) => lost !== null);
  const step = lossy.find((one) => String(one.step) === chosen) ?? lossy[0];
  if (step === undefined) return null;
  const next: Bar[] = step.next.map(({ page, event, count }) => ({
    key: `${page} ${event}`,
    name:
      page === null && event === null
        ? t('funnel.wentAway')
        : [page, event === null ? undefined : eventName(event)].filter(Boolean).join(' · '),
    size: count,
    figure: number(count),
  }));
  const left: Bar[] = step.left.map(({ page, count }) => ({
    key: String(page),
    name: page ?? t('common.notSet'),
    size: count,
    figure: number(count),
  }));
  return (
    <div className={css.losses}>
      <div className={css.lossHead}>
        <h3 className={css.lossTitle}>{t('funnel.lostAfter')}</h3>
        <Segmented
          label={t('funnel.lostAfter')}
          options={lossy.map((one) => ({ id: String(one.step), text: stepName(one.event) }))}
          value={String(step.step)}
          onChange={setChosen}
        />
      </div>
      {step.lost === 0 ? (
        <Notice>{t('funnel.nobodyLost')}</Notice>
      ) : (
        <div className={overview.lists}>
          <BarList word={t('funnel.didNext')} figure={t('funnel.count')} bars={next} />
          <BarList word={dimension('exit_page')} figure={t('funnel.count')} bars={left} />
        </div>
      )}
    </div>
  );
}
