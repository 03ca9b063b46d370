import { guard } from './guard.js';

/**
 * Shows `see` every entry of an array: those that are there, and those that the page pushes from now on. What it throws at an
 * entry reaches no page.
 */
export const watchQueue = <Entry>(
  queue: Entry[],
  see: (entry: Entry) => void,
  read: (entry: Entry) => void = guard(see),
): void => {
  queue.map(read);
  const push = queue.push;
  queue.push = (...entries) => {
    const answer = push.apply(queue, entries);
    entries.map(read);
    return answer;
  };
};
