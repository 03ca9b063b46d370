import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Comparison, Unit } from '../api/answers.js';
import { formatChange, numberOf } from '../format/amount.js';
import { formatPeriod } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import css from './change.module.css';

/** A change below it is none to speak of. */
const NOTHING = 0.005;

interface Props {
  compare: Comparison | undefined;
  direction: 'up' | 'down' | null;
  unit: Unit;
}

/** The change to the period compared with: whether it is a good one, and whether it is more than chance, in words. */
export function Change({ compare, direction, unit }: Props) {
  const { t, locale, amount } = useWords();
  if (compare === undefined) return null;
  const { value: before, change, significant } = compare;
  const title = t('change.before', { value: amount(before, unit), period: formatPeriod(compare, locale) });
  if (numberOf(before) === null)
    return (
      <p className={css.change} title={title}>
        <span className={css.words}>{t('change.none')}</span>
      </p>
    );
  const sure = typeof significant === 'boolean' && (
    <span className={css.words}>{significant ? t('change.significant') : t('change.chance')}</span>
  );
  // What was 0 has changed by no percentage, and can have changed for sure all the same.
  if (change === null || change === undefined)
    return (
      <p className={css.change} title={title}>
        <span className={`${css.percent} ${css.even}`}>
          {t('change.from', { value: amount(before, unit) })}
        </span>{' '}
        {sure}
      </p>
    );
  const good =
    direction === null || Math.abs(change) < NOTHING || significant === false
      ? undefined
      : change > 0 === (direction === 'up');
  const look = good === undefined ? css.even : good ? css.good : css.bad;
  return (
    <p className={css.change} title={title}>
      <span className={`${css.percent} ${look}`}>
        {change > 0 && <ArrowUp aria-hidden="true" />}
        {change < 0 && <ArrowDown aria-hidden="true" />}
        {formatChange(change, locale)}
      </span>{' '}
      {sure}
    </p>
  );
}
