import { DAY_MS } from './column-facts.js';

/** A page as the file lists it. */
export interface ListedPage {
  day: number;
  version: number;
  since: number | null;
  until: number | null;
  settled: boolean;
}

/** Which pages there are. */
export interface Versions {
  /** Those that a stretch of time is made from; `undefined` where one of its days has changed since. */
  between(from: number, to: number): string | undefined;
}

/** By the days that a stretch is made from. */
export function versionsByDay(pages: readonly ListedPage[], changed: readonly number[]): Versions {
  const unsure = new Set([...changed, ...pages.filter(({ settled }) => !settled).map(({ day }) => day)]);
  const versions = new Map(pages.map(({ day, version }) => [day, version]));
  return {
    between(from, to) {
      const of: number[] = [];
      for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
        if (unsure.has(day)) return undefined;
        of.push(versions.get(day) ?? 0);
      }
      return of.join();
    },
  };
}

/** By the days whose visits have seen pages in it. */
// No visit sees a page before it starts; how long after, its page says, and of a day that has changed nobody knows.
export function versionsByViews(pages: readonly ListedPage[], changed: readonly number[]): Versions {
  const firstChanged = (changed[0] ?? Number.POSITIVE_INFINITY) * DAY_MS;
  const spans = pages.filter(({ since, until }) => since !== null && until !== null);
  let next = 0;
  let longest = 0;
  for (const { day, until } of spans) longest = Math.max(longest, (until as number) - day * DAY_MS);
  return {
    between(from, to) {
      if (to > firstChanged) return undefined;
      const of: number[] = [];
      // Stretches are asked for in the order of time: what ended too early for one has for the next.
      while (next > 0 && (spans[next - 1]?.day ?? 0) * DAY_MS + longest >= from) next--;
      while (next < spans.length && (spans[next] as ListedPage).day * DAY_MS + longest < from) next++;
      for (let at = next; at < spans.length; at++) {
        const { day, version, since, until } = spans[at] as ListedPage;
        if (day * DAY_MS >= to) break;
        if ((since as number) < to && (until as number) >= from) of.push(version);
      }
      return of.join();
    },
  };
}
