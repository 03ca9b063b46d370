import { guard } from './guard.js';

/**
 * A copy of parameters that the page can no longer change, without what JSON cannot hold; one bad field takes no other with
 * it.
 *
 * @param fix sees each field, also of items, and returns what is to be sent; `undefined` leaves it out.
 */
export const copyOf = (
  data: object | null | undefined,
  fix?: (name: string, value: unknown) => unknown,
): Record<string, unknown> =>
  Object.assign(
    {},
    // Of one that throws nothing is assigned.
    ...Object.keys(data || {}).map(
      guard((field) => JSON.parse(JSON.stringify({ [field]: data![field as never] }, fix))),
    ),
  );
