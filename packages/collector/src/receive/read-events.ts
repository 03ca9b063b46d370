import { type Event, type Refusal, readEvent } from '@footfall/protocol';
import type { EffectiveTime } from '../enrich/clock.js';
import type { LoggedEvent } from '../facts/logged.js';

/** One event that was not taken: its place in the batch, its id where it had a readable one, and why. */
export interface RefusedEvent {
  index: number;
  id: string | null;
  reason: Refusal;
}

export interface ReadEvents {
  events: LoggedEvent[];
  /** The place of each of them in the batch. */
  indexes: number[];
  refused: RefusedEvent[];
  /** Texts that were cut to their limits. */
  cut: number;
}

/** Reads each event for itself, so that a bad one does not take its neighbours with it. */
export function readEvents(
  raw: readonly unknown[],
  effectiveTime: (time: number) => EffectiveTime,
): ReadEvents {
  const read: ReadEvents = { events: [], indexes: [], refused: [], cut: 0 };
  for (const [index, candidate] of raw.entries()) {
    const result = readEvent(candidate);
    read.cut += result.cut;
    if (!result.ok) {
      read.refused.push({ index, id: result.id?.slice(0, 128) ?? null, reason: result.reason });
      continue;
    }
    const effective = effectiveTime(result.event.time);
    if ('refused' in effective) read.refused.push({ index, id: result.event.id, reason: effective.refused });
    else {
      read.events.push(loggedEvent(result.event, effective.time));
      read.indexes.push(index);
    }
  }
  return read;
}

function loggedEvent({ id, name, url, title, referrer, data }: Event, time: number): LoggedEvent {
  const event: LoggedEvent = { id, name, time };
  if (url !== undefined) event.url = url;
  if (title !== undefined) event.title = title;
  if (referrer !== undefined) event.referrer = referrer;
  if (data !== undefined) event.data = data;
  return event;
}
