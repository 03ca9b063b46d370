import type { FunnelScan } from '../../scan.js';
import { COLUMN_FACTS } from './column-facts.js';
import { NOT_DONE } from './event-columns.js';
import { isOfEvent } from './funnel-marks.js';

/** Whether a funnel asks only for what the columns of events can answer; all else is asked of the rows. */
export function funnelFitsColumns({ within, by, filter, steps }: FunnelScan): boolean {
  return (
    within === 'visit' &&
    by.every(isOfVisit) &&
    filter.flat().every(({ dimension }) => isOfVisit(dimension)) &&
    steps.every(
      ({ event, filter: conditions }) =>
        (event === 'page_view' || !NOT_DONE.includes(event)) &&
        conditions.flat().every(({ dimension }) => isOfEvent(dimension) || isOfVisit(dimension)),
    )
  );
}

const isOfVisit = (name: string): boolean =>
  COLUMN_FACTS.visit.terms.has(name) || Object.hasOwn(COLUMN_FACTS.visit.made, name);
