import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Me } from './answers.js';
import { ask } from './ask.js';

/** What a key opens; asked with this key, for once it was refused another one that is kept may be the session's. */
export const meQuery = (key: string | null) =>
  queryOptions({
    queryKey: ['me', key],
    queryFn: () => ask<Me>('/v1/me', key === null ? {} : { key }),
    enabled: key !== null,
  });

/** The role and the sites of the key; signs out where the collector does not know it. */
export function useMe(key: string | null) {
  return useQuery(meQuery(key));
}
