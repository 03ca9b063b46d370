import { FilterBar } from '../filter/filter-bar.js';
import { ComparePicker } from '../period/compare-picker.js';
import { PeriodPicker } from '../period/period-picker.js';
import { useCaption } from './use-caption.js';
import css from './view-bar.module.css';

/**
 * What a report is looked at with: period, comparison and filters.
 *
 * @param only what else would have no effect on the page is left out.
 */
export function ViewBar({ only }: { only?: 'period' }) {
  const caption = useCaption();
  return (
    <div className={css.bar}>
      {/* On paper nothing can be pressed, but it has to say what it is of. */}
      <p className={css.printed}>{caption}</p>
      <PeriodPicker />
      {only === undefined && (
        <>
          <ComparePicker />
          <FilterBar />
        </>
      )}
    </div>
  );
}
