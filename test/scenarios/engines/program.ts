import { existsSync } from 'node:fs';

/**
 * Where a program is: the path that the environment names, else the first of the usual ones that is there. A named
 * path that is not there is an error to be told of, not a reason to take another.
 */
export const findProgram = (variable: string, usual: readonly string[]): string | undefined => {
  const named = process.env[variable];
  return named ? (existsSync(named) ? named : undefined) : usual.find(existsSync);
};

/** Says why an engine cannot run, for the report of the tests. */
export const missingProgram = (variable: string, packages: string): string => {
  const named = process.env[variable];
  return named
    ? `${variable} names ${named}, which is not there`
    : `not installed; install ${packages}, or set ${variable} to its path`;
};
