import { VISIT_CAP_MS } from './gaps.js';

/** A visit as far as sealing looks at it. */
interface Span {
  started: number;
  ended: number;
}

/**
 * Whether a visit changes no more, because it lies before the moment `before` up to which its visitor's events have
 * gone. A visit that goes on over that moment keeps its events until it has ended; but one that a browser never
 * ends is ended by twice the longest time that a visit has, so that nobody keeps events for ever.
 */
export function isSealed({ started, ended }: Span, before: number): boolean {
  return ended < before || started < before - 2 * VISIT_CAP_MS;
}

/** The same as a condition of SQL. @param before an expression */
export function sealedSql(visit: string, before: string): string {
  return `(${visit}.ended < ${before} OR ${visit}.started < ${before} - ${2 * VISIT_CAP_MS})`;
}

/** Start of the UTC day before which events are older than `days`. Whole days, so that folded days are never cut. */
export function horizonOf(now: number, days: number): number {
  const day = 24 * 3600_000;
  return Math.floor((now - days * day) / day) * day;
}
