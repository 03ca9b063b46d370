/** Whether `npm run test:full` runs, with the full counts. */
export const full = process.env.FOOTFALL_TEST_FULL === '1';

/** How often, or how much: the reduced count of `npm test`, or the full one of `npm run test:full`. */
export function count(reducedCount: number, fullCount: number): number {
  return full ? fullCount : reducedCount;
}
