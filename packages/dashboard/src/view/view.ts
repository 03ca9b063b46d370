import { type Filter, filterText, parseFilter } from '../filter/filter.js';
import {
  DEFAULT_PERIOD,
  INTERVALS,
  type Interval,
  type Period,
  periodOn,
  sensibleIntervals,
  usualInterval,
} from '../period/period.js';

export const ATTRIBUTIONS = ['last_non_direct', 'first', 'last', 'linear', 'position', 'time_decay'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** What the reports of a site are looked at with. It lives in the address, so that it can be shared and gone back to. */
export interface View {
  /** The day that it is where the site is. */
  today: string;
  /** Name or `FROM..TO`. */
  periodName: string;
  period: Period;
  /** `previous`, `year`, `FROM..TO`; `undefined` for none. */
  compare: string | undefined;
  filter: Filter;
  filterText: string;
  interval: Interval;
  attribution: Attribution | undefined;
}

/** The parts of the address that every report shares; the others belong to one report. */
export const SHARED = ['period', 'compare', 'filter', 'interval', 'attribution'] as const;

/** Reads the view of an address, as it is on a day of the site. */
export function viewOf(search: URLSearchParams, today: string): View {
  const periodName = search.get('period') ?? DEFAULT_PERIOD;
  const period = periodOn(periodName, today);
  const compare = search.get('compare') ?? 'previous';
  const filter = parseFilter(search.get('filter') ?? '');
  const interval = INTERVALS.find((one) => one === search.get('interval'));
  return {
    today,
    periodName,
    period,
    compare: compare === 'none' ? undefined : compare,
    filter,
    filterText: filterText(filter),
    interval:
      interval !== undefined && sensibleIntervals(period).includes(interval)
        ? interval
        : usualInterval(period),
    attribution: ATTRIBUTIONS.find((one) => one === search.get('attribution')),
  };
}

/** The part of an address that another report of the site takes over. */
export function sharedSearch(search: URLSearchParams): string {
  const shared = new URLSearchParams();
  for (const name of SHARED) {
    const value = search.get(name);
    if (value !== null) shared.set(name, value);
  }
  const text = shared.toString();
  return text === '' ? '' : `?${text}`;
}
