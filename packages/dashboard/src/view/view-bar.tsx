import { FilterBar } from '../filter/filter-bar.js';
import { ComparePicker } from '../period/compare-picker.js';
import { PeriodPicker } from '../period/period-picker.js';
import css from './view-bar.module.css';

/** What a report is looked at with: period, comparison and filters. */
export function ViewBar() {
  return (
    <div className={css.bar}>
      <PeriodPicker />
      <ComparePicker />
      <FilterBar />
    </div>
  );
}
