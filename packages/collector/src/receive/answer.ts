import { jsonAnswer, type PlainAnswer } from '../http/plain-answer.js';
import type { AppendResult } from '../store/store.js';
import type { RefusedEvent } from './read-events.js';

/** The answer to those who may read it: callers with a key, and pages that ask with `?debug=1` on localhost. */
export interface EventsAnswer {
  accepted: number;
  duplicates: number;
  refused: RefusedEvent[];
}

/** How many events were refused by which reason, the most frequent first. */
export function countReasons(refused: readonly RefusedEvent[]): [reason: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/**
 * 2xx for events that are on disk: 204, or 202 with `x-footfall-refused: <n> <reason>` (further reasons behind
 * commas) when some were refused.
 *
 * @param withBody answers the same as JSON; without refusals the status is then 200, for 204 has no body.
 */
export function eventsAnswer(
  { accepted, duplicates }: AppendResult,
  refused: RefusedEvent[],
  withBody: boolean,
  headers: Record<string, string>,
): PlainAnswer {
  if (refused.length > 0) {
    headers['x-footfall-refused'] = countReasons(refused)
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ');
  }
  const status = refused.length > 0 ? 202 : withBody ? 200 : 204;
  if (!withBody) return { status, headers };
  const answer: EventsAnswer = { accepted, duplicates, refused };
  return jsonAnswer(status, answer, headers);
}
