import { debug } from './settings.js';

/** Wraps a function so that nothing it throws reaches the shop's page. */
export const guard =
  <A extends unknown[], R>(run: (...given: A) => R) =>
  (...given: A): R | undefined => {
    try {
      return run(...given);
    } catch (error) {
      debug(error);
      return undefined;
    }
  };

/** Listens to several events, in the capture phase: a page that stops propagation hides nothing from us. */
export const listen = <E extends Event>(
  target: EventTarget,
  types: string,
  heard: (event: E) => void,
): void => {
  for (const type of types.split(' '))
    target.addEventListener(type, guard(heard as (event: Event) => void), true);
};
