import { CalendarDays, Check } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { formatPeriod } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/notice.js';
import { Popover, popoverCss } from '../ui/popover.js';
import { useChangeView, useView } from '../view/use-view.js';
import { PERIODS, type PeriodName } from './period.js';

const Calendar = lazy(async () => ({ default: (await import('./calendar.js')).Calendar }));

/** Chooses the period of the view: one with a name, or any days. */
export function PeriodPicker() {
  const { t, locale } = useWords();
  const view = useView();
  const change = useChangeView();
  const [days, setDays] = useState(false);
  const named = PERIODS.find((name) => name === view.periodName);
  const dates = formatPeriod(view.period, locale);
  return (
    <Popover
      label={t('period.choose')}
      trigger={
        <Button
          onPress={() => setDays(false)}
          aria-label={t('period.chosen', { period: named ? t(`period.${named}`) : dates })}
        >
          <CalendarDays aria-hidden="true" />
          {named ? t(`period.${named}`) : dates}
        </Button>
      }
    >
      {(close) => {
        // The interval of another period rarely fits.
        const choose = (period: string) => {
          change({ period, interval: undefined });
          close();
        };
        if (days)
          return (
            <Suspense fallback={<Skeleton height="19rem" />}>
              <Calendar period={view.period} timezone={view.site.timezone} onChoose={choose} />
            </Suspense>
          );
        return (
          <>
            {PERIODS.map((name: PeriodName) => (
              <button
                key={name}
                type="button"
                className={popoverCss.option}
                aria-pressed={name === named}
                onClick={() => choose(name)}
              >
                <span className={popoverCss.grow}>{t(`period.${name}`)}</span>
                {name === named && <Check aria-hidden="true" />}
              </button>
            ))}
            <hr className={popoverCss.rule} />
            <button
              type="button"
              className={popoverCss.option}
              aria-pressed={!named}
              onClick={() => setDays(true)}
            >
              <span className={popoverCss.grow}>{t('period.custom')}</span>
            </button>
            <p className={popoverCss.heading}>{dates}</p>
          </>
        );
      }}
    </Popover>
  );
}
