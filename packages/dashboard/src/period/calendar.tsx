import { type CalendarDate, parseDate, today } from '@internationalized/date';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import {
  Button as AriaButton,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateRangePicker,
  DateSegment,
  Heading,
  I18nProvider,
  Label,
  RangeCalendar,
} from 'react-aria-components';
import { useWords } from '../i18n/use-words.js';
import { Button } from '../ui/button.js';
import css from './calendar.module.css';
import type { Period } from './period.js';

interface Props {
  period: Period;
  timezone: string;
  /** @param days as `FROM..TO`. */
  onChoose: (days: string) => void;
}

/** Any days, by pointing at them or by typing them. */
export function Calendar({ period, timezone, onChoose }: Props) {
  const { t, locale } = useWords();
  const [range, setRange] = useState<{ start: CalendarDate; end: CalendarDate }>({
    start: parseDate(period.from),
    end: parseDate(period.to),
  });
  const last = today(timezone);
  return (
    <I18nProvider locale={locale}>
      <div className={css.box}>
        <DateRangePicker
          value={range}
          onChange={(value) => value && setRange(value)}
          className={css.fields ?? ''}
        >
          <Label className="visually-hidden">{t('period.custom')}</Label>
          <DateInput slot="start" className={css.input ?? ''}>
            {(segment) => <DateSegment segment={segment} className={css.segment ?? ''} />}
          </DateInput>
          <span aria-hidden="true">–</span>
          <DateInput slot="end" className={css.input ?? ''}>
            {(segment) => <DateSegment segment={segment} className={css.segment ?? ''} />}
          </DateInput>
        </DateRangePicker>
        <RangeCalendar
          aria-label={t('period.custom')}
          value={range}
          onChange={setRange}
          maxValue={last}
          defaultFocusedValue={range.end}
        >
          <header className={css.head}>
            <AriaButton slot="previous" className={css.arrow ?? ''}>
              <ChevronLeft aria-hidden="true" />
            </AriaButton>
            <Heading className={css.month} />
            <AriaButton slot="next" className={css.arrow ?? ''}>
              <ChevronRight aria-hidden="true" />
            </AriaButton>
          </header>
          <CalendarGrid className={css.grid ?? ''}>
            <CalendarGridHeader>
              {(day) => <CalendarHeaderCell className={css.weekday ?? ''}>{day}</CalendarHeaderCell>}
            </CalendarGridHeader>
            <CalendarGridBody>
              {(date) => <CalendarCell date={date} className={css.cell ?? ''} />}
            </CalendarGridBody>
          </CalendarGrid>
        </RangeCalendar>
        <Button look="main" onPress={() => onChoose(`${range.start}..${range.end}`)}>
          {t('period.apply')}
        </Button>
      </div>
    </I18nProvider>
  );
}
