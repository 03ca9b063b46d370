import type { setDialect } from './data-layer.js';
import type { decimal } from './decimal.js';
import type { guard, listen } from './guard.js';
import type { writeItem } from './storage.js';
import type { watchQueue } from './watch-queue.js';

/** What `footfall('…')` understands, by its first word. A file that joins may add to it and change it. */
export type Commands = Record<string, (...given: never[]) => unknown>;

/** What a file does that joins the tracker. It is given the inside: what is there need not be brought again. */
export type Joining = (
  ...inside: [
    commands: Commands,
    on: typeof listen,
    keep: typeof writeItem,
    amount: typeof decimal,
    setDialect: typeof setDialect,
    watch: typeof watchQueue,
    guard: typeof guard,
  ]
) => void;

declare global {
  interface Window {
    /** Files that were loaded before the tracker and wait for its start; called before the calls that wait are replayed. */
    ffq?: Joining[];
  }
}

/** To these a file that is loaded before the tracker adds what it does as that starts. */
export const joins = (): Joining[] => (window.ffq ||= []);
