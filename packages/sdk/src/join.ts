import type { setDialect } from './data-layer.js';
import type { decimal } from './decimal.js';
import type { guard, listen } from './guard.js';
import type { writeItem } from './storage.js';
import type { watchQueue } from './watch-queue.js';

/** What `footfall('…')` understands, by its first word. A file that joins may add to it and change it. */
export type Commands = Record<string, (...given: never[]) => unknown>;

/** The inside of the tracker, for files that join it: what is there need not be brought again. */
export type Inside = [
  commands: Commands,
  listen: typeof listen,
  writeItem: typeof writeItem,
  decimal: typeof decimal,
  setDialect: typeof setDialect,
  watchQueue: typeof watchQueue,
  guard: typeof guard,
];

/** The event by which the tracker tells the page that it starts, before the calls that wait are replayed. */
export const STARTS = 'footfall';

/** Lets a file that is loaded before the tracker join it as it starts. */
export const join = (joining: (event: CustomEvent<Inside>) => void): void =>
  addEventListener(STARTS, joining as EventListener);
