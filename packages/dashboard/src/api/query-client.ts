import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Refused } from './ask.js';
import { reachability } from './reachability.js';

/** Answers are kept for a minute; what was refused is not asked again, what found nobody is when the collector is back. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, { queryKey }) {
      // The key has ended or lost the site, or the site is gone: what the key opens is asked anew, and the page follows.
      if (error instanceof Refused && queryKey[0] !== 'me' && isOfKey(error))
        void queryClient.invalidateQueries({ queryKey: ['me'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      // The collector may run on this very machine, which the browser takes to be offline.
      networkMode: 'always',
      retry: (failures, error) => error instanceof Refused && error.status === 503 && failures < 3,
    },
    mutations: { networkMode: 'always' },
  },
});

const isOfKey = ({ status, code }: Refused): boolean =>
  status === 401 || code === 'unknown_site' || code === 'site_not_of_key';

reachability.onChange(() => {
  if (reachability.reached) void queryClient.invalidateQueries();
});
