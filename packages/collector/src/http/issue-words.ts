import { z } from 'zod';
import { suggest } from './suggest.js';

type Issue = z.core.$ZodRawIssue;

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * Has schemas say what is wrong to somebody who sees a request or an option and no types, where they have no words of
 * their own. Once for the whole process: the routes' library parses by itself and takes no words.
 */
export function sayIssuesPlainly(): void {
  z.config({ customError: issueWords });
}

/** What follows the name of the field; `undefined` leaves it to the library. */
function issueWords(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      // A parameter of the address that stands there twice comes as a list.
      if (Array.isArray(issue.input) && issue.expected === 'string') return 'must be one text, given once';
      return EXPECTED[issue.expected] && `must be ${EXPECTED[issue.expected]}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : oneOf(issue.values.map(String), issue.input);
    case 'too_small':
      if (issue.origin !== 'number' && Number(issue.minimum) === 1) return 'must not be empty';
      return bound(issue, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'unrecognized_keys':
      return unknownFields(issue);
    default:
      return undefined;
  }
}

function oneOf(values: readonly string[], input: unknown): string {
  const hint = typeof input === 'string' ? suggest(input, values) : undefined;
  return `must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}${hint === undefined ? '' : `; ${hint}`}`;
}

function bound({ origin }: { origin: string }, words: string, limit: number | bigint): string {
  if (origin === 'string') return `must have ${words} ${limit} characters`;
  if (origin === 'array') return `must have ${words} ${limit} entries`;
  return `must be ${words} ${limit}`;
}

function unknownFields({ keys, inst }: Issue & { code: 'unrecognized_keys' }): string {
  const def = inst?._zod.def as { shape?: Readonly<Record<string, unknown>> } | undefined;
  const known = Object.keys(def?.shape ?? {});
  const [key = ''] = keys;
  const hint = keys.length === 1 ? suggest(key, known) : undefined;
  return `no such field; ${hint ?? `there are ${known.join(', ')}`}`;
}
