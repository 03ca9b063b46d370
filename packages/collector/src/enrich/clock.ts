import { LIMITS } from '@footfall/protocol/limits';

/** The times of one batch, all in milliseconds since the epoch. */
export interface BatchTimes {
  /** When the sender says that it sent the batch; undefined for server events that say nothing. */
  readonly sent: number | undefined;
  /** When the batch arrived, by the collector's clock. */
  readonly received: number;
  /** Browsers' clocks are wrong and their queues old; servers bring history on purpose. */
  readonly fromBrowser: boolean;
}

export type EffectiveTime = { readonly time: number } | { readonly refused: 'too_old' };

/**
 * How the times of a batch's events are judged. A batch that was sent by a clock more than `LIMITS.clockTolerance`
 * off is shifted by the difference, so the gaps between its events stay. Then a time more than
 * `LIMITS.futureTolerance` ahead becomes the receive time, and a browser's time more than `LIMITS.browserHistory`
 * back is refused. Server events may lie any way back, but not before the epoch.
 *
 * The answer is fixed at arrival and logged; `rebuild` does not judge it again.
 *
 * @returns a function from an event's own time to its effective time
 */
export function effectiveTimes(batch: BatchTimes): (time: number) => EffectiveTime {
  const { sent, received, fromBrowser } = batch;
  const difference = sent === undefined ? 0 : received - sent;
  const shift = Math.abs(difference) > LIMITS.clockTolerance ? difference : 0;
  return function effectiveTime(time) {
    const shifted = time + shift;
    if (shifted > received + LIMITS.futureTolerance) return { time: received };
    if (fromBrowser && shifted < received - LIMITS.browserHistory) return { refused: 'too_old' };
    return { time: Math.max(0, shifted) };
  };
}
