import { debug } from './settings.js';

/** Wraps a function so that nothing it throws reaches the shop's page. */
export const guard =
  <A extends unknown[], R>(run: (...given: A) => R) =>
  (...given: A): R | undefined => {
    try {
      return run(...given);
    } catch (error) {
      return debug(error) as undefined;
    }
  };

/**
 * Listens on the window, in the capture phase: a page that stops propagation hides nothing from us, and the document's
 * own events pass here too.
 */
export const listen = <E extends Event>(types: string, heard: (event: E) => unknown): void => {
  for (const type of types.split(' ')) addEventListener(type, guard(heard as (event: Event) => void), true);
};
