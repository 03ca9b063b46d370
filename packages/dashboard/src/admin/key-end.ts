/** After how many days a key ends. */
export const ENDS = ['never', '7', '30', '90'] as const;
export type Ends = (typeof ENDS)[number];

const DAY_MS = 24 * 3600_000;

/** When a key ends that is made now; `null`: not by itself. */
export const expiresAfter = (ends: Ends, now: number): number | null =>
  ends === 'never' ? null : now + Number(ends) * DAY_MS;
