import { say } from '../say.js';
import { ImportError } from './import-error.js';

/**
 * Pairs such as `Betrag=value` as a map. The name of a foreign column can hold an equals sign itself, a column of a
 * dataset cannot.
 *
 * @param side - on which side the column of the dataset stands
 * @throws ImportError where a text is no such pair
 */
export function pairs(texts: readonly string[], side: 'left' | 'right'): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = side === 'left' ? text.indexOf('=') : text.lastIndexOf('=');
      const [left, right] = [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
      if (left === '' || (right === '' && side === 'right'))
        throw new ImportError(
          'invalid_pair',
          say('"{{text}}" is no pair', { text: text.slice(0, 80) }),
          side === 'right'
            ? say('map a column of the file to one of the dataset: Betrag=value')
            : say('set a column of the dataset for all rows: currency=EUR'),
        );
      return [left, right];
    }),
  );
}
