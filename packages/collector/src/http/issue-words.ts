import { z } from 'zod';
import { type Sentence, say } from '../say.js';
import { suggest } from './suggest.js';

type Issue = z.core.$ZodRawIssue;

const EXPECTED: Readonly<Record<string, Sentence>> = {
  string: say('must be a text'),
  number: say('must be a number'),
  int: say('must be a whole number'),
  boolean: say('must be true or false'),
  array: say('must be a list'),
  object: say('must be an object'),
  record: say('must be an object'),
};

/**
 * Has schemas say what is wrong to somebody who sees a request or an option and no types, where they have no words of
 * their own. Once for the whole process: the routes' library parses by itself and takes no words.
 */
export function sayIssuesPlainly(): void {
  z.config({ customError: issueWords });
}

/** What follows the name of the field; `undefined` leaves it to the library. */
function issueWords(issue: Issue): Sentence | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return say('is missing');
      // A parameter of the address that stands there twice comes as a list.
      if (Array.isArray(issue.input) && issue.expected === 'string')
        return say('must be one text, given once');
      return EXPECTED[issue.expected];
    case 'invalid_value':
      return issue.input === undefined ? say('is missing') : oneOf(issue.values.map(String), issue.input);
    case 'too_small':
      if (issue.origin !== 'number' && Number(issue.minimum) === 1) return say('must not be empty');
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'unrecognized_keys':
      return unknownFields(issue);
    default:
      return undefined;
  }
}

function oneOf(known: readonly string[], input: unknown): Sentence {
  const hint = typeof input === 'string' ? suggest(input, known) : undefined;
  const values = known.join(', ');
  if (known.length === 1)
    return hint
      ? say('must be {{value}}; {{hint}}', { value: values, hint })
      : say('must be {{value}}', { value: values });
  return hint
    ? say('must be one of {{values}}; {{hint}}', { values, hint })
    : say('must be one of {{values}}', { values });
}

function tooSmall({ origin, inclusive, minimum }: Issue & { code: 'too_small' }): Sentence {
  const limit = String(minimum);
  if (origin === 'string') return say('must have at least {{limit}} characters', { limit });
  if (origin === 'array') return say('must have at least {{limit}} entries', { limit });
  return inclusive === false
    ? say('must be more than {{limit}}', { limit })
    : say('must be at least {{limit}}', { limit });
}

function tooBig({ origin, inclusive, maximum }: Issue & { code: 'too_big' }): Sentence {
  const limit = String(maximum);
  if (origin === 'string') return say('must have at most {{limit}} characters', { limit });
  if (origin === 'array') return say('must have at most {{limit}} entries', { limit });
  return inclusive === false
    ? say('must be less than {{limit}}', { limit })
    : say('must be at most {{limit}}', { limit });
}

function unknownFields({ keys, inst }: Issue & { code: 'unrecognized_keys' }): Sentence {
  const def = inst?._zod.def as { shape?: Readonly<Record<string, unknown>> } | undefined;
  const known = Object.keys(def?.shape ?? {});
  const [key = ''] = keys;
  const near = keys.length === 1 ? suggest(key, known) : undefined;
  return say('no such field; {{hint}}', {
    hint: near ?? say('there are {{names}}', { names: known.join(', ') }),
  });
}
