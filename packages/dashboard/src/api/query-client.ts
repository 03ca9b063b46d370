import { QueryClient } from '@tanstack/react-query';
import { Refused } from './ask.js';
import { reachability } from './reachability.js';

/** Answers are kept for a minute; what was refused is not asked again, what found nobody is when the collector is back. */
export const queryClient = new QueryClient({
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

reachability.onChange(() => {
  if (reachability.reached) void queryClient.invalidateQueries();
});
