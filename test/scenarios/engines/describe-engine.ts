import { describe, it } from 'vitest';
import type { Engine } from '../engine.js';

/**
 * Describes what is played in an engine. One that is not installed is reported loudly: by a line and a skipped test
 * that says why; where the environment says `CI`, by a failure, for there it has to be.
 */
export const describeEngine = (engine: Engine, play: () => void): void => {
  const { name, missing } = engine;
  if (!missing) {
    describe(`in ${name}`, play);
    return;
  }
  const report = `NOT TESTED in ${name}: ${missing}`;
  if (process.env.CI && process.env.CI !== 'false')
    it(`in ${name}`, () => {
      throw new Error(report);
    });
  else {
    console.warn(report);
    // biome-ignore lint/suspicious/noSkippedTests: says in the report what was not tested, and why.
    it.skip(report);
  }
};
