import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Amount } from '../api/answers.js';
import { useDefinition } from '../api/use-definitions.js';
import { numberOf } from '../format/amount.js';
import { formatPeriod } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { KpiValue } from '../kpi/kpi-value.js';
import { MissingLink } from '../kpi/missing.js';
import { useSite } from '../view/use-view.js';
import { sharedSearch } from '../view/view.js';
import type { Goal } from './goal.js';
import { GoalWarnings } from './goal-warnings.js';
import css from './goals.module.css';

/** A goal: how far it is, how far it should be, and where it will end if it goes on like this. */
export function GoalCard({ goal, children }: { goal: Goal; children?: ReactNode }) {
  const { t, locale, number, amount, kpi: titleOf } = useWords();
  const site = useSite();
  const [search] = useSearchParams();
  const definition = useDefinition(goal.kpi);
  const { unit, projection, target } = goal;
  const title = titleOf(definition, goal.kpi);
  return (
    <article className={css.goal} data-goal={goal.kpi} data-status={goal.status ?? 'unknown'}>
      <header className={css.head}>
        <h3 className={css.name}>
          <bdi>{goal.name}</bdi>
        </h3>
        {goal.status && (
          <span className={`${css.status} ${css[goal.status]}`}>{t(`goals.${goal.status}`)}</span>
        )}
        <span className={css.buttons}>{children}</span>
      </header>
      <p className={css.about}>
        <Link to={`/s/${site.id}/kpi/${goal.kpi}${sharedSearch(search)}`}>{title}</Link>
        {goal.filter !== '' && (
          <>
            {' '}
            · <bdi>{goal.filter}</bdi>
          </>
        )}{' '}
        · {formatPeriod({ from: goal.from, to: goal.deadline }, locale)} ·{' '}
        {t('goals.days', { elapsed: number(goal.days_elapsed), all: number(goal.days) })}
      </p>
      {goal.missing ? (
        <MissingLink missing={goal.missing} />
      ) : (
        <>
          <Progress goal={goal} />
          <dl className={css.figures}>
            <Figure name={t('goals.value')}>
              <KpiValue value={goal.value} unit={unit} />
            </Figure>
            <Figure name={t('goals.pace')}>
              <KpiValue value={goal.pace} unit={unit} />
            </Figure>
            <Figure name={t('goals.target')}>
              <KpiValue value={target.value} unit={unit} />
              {target.change !== null && (
                <small>
                  {' '}
                  {t('goals.against', {
                    change: new Intl.NumberFormat(locale, {
                      style: 'percent',
                      maximumFractionDigits: 1,
                      signDisplay: 'exceptZero',
                    }).format(target.change),
                    period: formatPeriod(goal.baseline, locale),
                  })}
                </small>
              )}
            </Figure>
            <Figure name={t('goals.projection')}>
              <KpiValue value={projection.value} unit={unit} />
              {projection.interval && (
                <small>
                  {' '}
                  {t('goals.between', {
                    low: amount(projection.interval[0], unit),
                    high: amount(projection.interval[1], unit),
                  })}
                </small>
              )}
            </Figure>
            {projection.probability !== null && (
              <Figure name={t('goals.probability')}>{amount(projection.probability, 'proportion')}</Figure>
            )}
          </dl>
        </>
      )}
      <GoalWarnings warnings={goal.warnings} />
    </article>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The value as a bar, with marks for the pace and the target, and the interval of the projection as a band. */
function Progress({ goal }: { goal: Goal }) {
  const { projection } = goal;
  const [value, pace, target] = [goal.value, goal.pace, goal.target.value].map(numberOf);
  const [low, high] = (projection.interval ?? [null, null]).map((one: Amount) => numberOf(one));
  const most = Math.max(0, ...[value, pace, target, high].map((one) => one ?? 0)) * 1.04;
  if (most === 0) return null;
  const at = (one: number) => `${((100 * Math.max(0, one)) / most).toFixed(2)}%`;
  // The figures beside it say the same in words.
  return (
    <div className={css.track} aria-hidden="true">
      {low !== null && low !== undefined && high !== null && high !== undefined && (
        <span className={css.band} style={{ insetInlineStart: at(low), inlineSize: at(high - low) }} />
      )}
      {value !== null && value !== undefined && (
        <span className={css.fill} style={{ inlineSize: at(value) }} data-status={goal.status ?? 'unknown'} />
      )}
      {pace !== null && pace !== undefined && goal.days_elapsed > 0 && (
        <span className={css.pace} style={{ insetInlineStart: at(pace) }} />
      )}
      {target !== null && target !== undefined && (
        <span className={css.target} style={{ insetInlineStart: at(target) }} />
      )}
    </div>
  );
}
