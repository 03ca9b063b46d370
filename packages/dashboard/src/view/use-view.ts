import { createContext, use, useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { SiteSummary } from '../api/answers.js';
import { type Condition, filterText, toggled } from '../filter/filter.js';
import { useToday } from './use-today.js';
import { type View, viewOf } from './view.js';

/** The site that is looked at; the shell of the reports provides it. */
export const SiteContext = createContext<SiteSummary | undefined>(undefined);

export function useSite(): SiteSummary {
  const site = use(SiteContext);
  if (site === undefined) throw new Error('a report stands outside of a site');
  return site;
}

/** The view of the address, and the site that it is of. */
export function useView(): View & { site: SiteSummary } {
  const site = useSite();
  const [search] = useSearchParams();
  const today = useToday(site.timezone);
  return useMemo(() => ({ ...viewOf(search, today), site }), [search, today, site]);
}

/** Changes parts of the address; `undefined` takes one out. A step back undoes it. */
export function useChangeView(): (change: Readonly<Record<string, string | undefined>>) => void {
  const [, setSearch] = useSearchParams();
  return useCallback(
    (change) =>
      setSearch((before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change)) {
          if (value === undefined || value === '') after.delete(name);
          else after.set(name, value);
        }
        return after;
      }),
    [setSearch],
  );
}

/** Adds a condition to the filter of the address, or takes it away where it stands there. */
export function useToggleFilter(): (condition: Condition) => void {
  const { filter } = useView();
  const change = useChangeView();
  return (condition) => change({ filter: filterText(toggled(filter, condition)) });
}
