import { closest, distance } from 'fastest-levenshtein';
import { type Sentence, say } from '../say.js';

/** `did you mean …?` for a mistyped name, where one of the known names is near enough. */
export function suggest(given: string, known: readonly string[]): Sentence | undefined {
  if (known.length === 0) return undefined;
  // The distance of long texts costs the product of their lengths, and what is that long is no typing error.
  const start = given.toLowerCase().slice(0, 100);
  const best = closest(start, known as string[]);
  return distance(start, best) <= Math.max(2, best.length / 3)
    ? say('did you mean {{name}}?', { name: best })
    : undefined;
}
