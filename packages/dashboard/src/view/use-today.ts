import { today } from '@internationalized/date';
import { useSyncExternalStore } from 'react';

/** Milliseconds after which the clock is looked at again. */
const EVERY = 60_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const look = (): void => {
  for (const listener of listeners) listener();
};

function onLook(listener: () => void): () => void {
  if (listeners.size === 0) {
    timer = setInterval(look, EVERY);
    // A machine that sleeps has no timers; it is woken by somebody who looks at the page.
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    removeEventListener('focus', look);
  };
}

/** The day that it is in a zone, such as `2026-03-01`; a page that stays open over midnight sees the next one come. */
export const useToday = (timezone: string): string =>
  useSyncExternalStore(onLook, () => today(timezone).toString());
