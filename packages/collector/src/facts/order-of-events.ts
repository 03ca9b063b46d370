/** A place in the one order in which all facts see events: by time, and by id where two share a millisecond. */
export interface Moment {
  time: number;
  id: string;
}

/** Below zero when `a` comes before `b`. Ids compare by code unit, so that every machine sorts them alike. */
export function compareMoments(a: Moment, b: Moment): number {
  if (a.time !== b.time) return a.time - b.time;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The earlier of two; `undefined` gives way. */
export function first<T extends Moment>(a: T | undefined, b: T | undefined): T | undefined {
  if (!a || !b) return a ?? b;
  return compareMoments(b, a) < 0 ? b : a;
}

/** The later of two; `undefined` gives way. */
export function last<T extends Moment>(a: T | undefined, b: T | undefined): T | undefined {
  if (!a || !b) return a ?? b;
  return compareMoments(b, a) > 0 ? b : a;
}
