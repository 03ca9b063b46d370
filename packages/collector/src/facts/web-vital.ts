import type { LoggedEvent } from './logged.js';

/**
 * What of a page is measured, and up to which values it is good or only needs work: times in ms, CLS without unit.
 * The thresholds are those that Google publishes with Core Web Vitals (web.dev/articles/vitals, and of each metric
 * its own article), and that its `web-vitals` library rates by.
 */
export const WEB_VITALS = {
  LCP: { good: 2500, needsWork: 4000 },
  INP: { good: 200, needsWork: 500 },
  CLS: { good: 0.1, needsWork: 0.25 },
  FCP: { good: 1800, needsWork: 3000 },
  TTFB: { good: 800, needsWork: 1800 },
} as const;
export type WebVital = keyof typeof WEB_VITALS;

/** A fact keeps a vital as a whole number of so many parts of its unit: CLS is given to four decimals. */
export const VITAL_PARTS = 10_000;

// A day; a page that was measured for longer was asleep.
const MOST = 86_400_000;

/** Which vital an event tells of. */
export function vitalOf({ name, data }: LoggedEvent): WebVital | null {
  const metric = name === 'web_vital' && typeof data?.metric === 'string' ? data.metric.toUpperCase() : '';
  return Object.hasOwn(WEB_VITALS, metric) ? (metric as WebVital) : null;
}

/** Its value in {@link VITAL_PARTS}; `null` where the event tells of none. */
export function vitalValueOf({ data }: LoggedEvent): number | null {
  const { value } = data ?? {};
  return typeof value === 'number' && value >= 0 && value <= MOST ? Math.round(value * VITAL_PARTS) : null;
}
