import { queryClient } from '../api/query-client.js';
import { definitionsQuery } from '../api/use-definitions.js';
import { meQuery } from '../api/use-me.js';
import { keyOfStart } from './stored-key.js';

/**
 * Asks for what every page needs while the page is still being put together: what the key opens, the declarations of
 * the KPIs, and the charts. Each would else wait for the one before.
 */
export function askEarly(): void {
  const key = keyOfStart();
  if (key === null) return;
  void queryClient.prefetchQuery(meQuery(key));
  void queryClient.prefetchQuery(definitionsQuery);
  // What fails here is told of where it is needed.
  for (const load of [() => import('../chart/sparkline.js'), () => import('../chart/series-chart.js')])
    load().catch(() => undefined);
}
