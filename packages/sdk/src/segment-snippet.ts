import type { watchQueue } from './watch-queue.js';

type Say = (name: string, properties?: Record<string, unknown> | null) => void;
type Call = [method: string, name: string, properties?: Record<string, unknown>];
type Analytics = Call[] & { on?: (type: string, heard: Say) => void };

/**
 * Hears what the page says to Segment's `analytics.track`: what waits in its snippet's queue, and whatever is said from
 * now on, also where its library never comes.
 */
export const watchSegment = (say: Say, watch: typeof watchQueue): void => {
  const { analytics } = window as { analytics?: Analytics };
  const early: Record<string, number> = {};
  if (analytics?.push)
    watch(analytics, ([method, name, properties]: Call): void => {
      if (method === 'track') {
        early[name] = -~early[name]!;
        say(name, properties);
      }
    });
  // The library says again what its snippet has kept for it.
  analytics?.on?.('track', (name, properties) => {
    if (!(early[name]!-- > 0)) say(name, properties);
  });
};
