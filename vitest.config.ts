import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const protocolSource = (file: string) =>
  fileURLToPath(new URL(`./packages/protocol/src/${file}.ts`, import.meta.url));

/** Those that take minutes, most of all in the full run; the rest fits in beside them. */
const LONGEST = [
  ...['scenarios.test', 'online-retail.test', 'delivery-fault.test'],
  ...['/locked.test', '/overload.test', '/kill.test', '/demo.test'],
  ...['same-facts.property', 'retention.test', 'writer.property', 'columns.property', 'erase-person.test'],
];

/** Begins with the longest, so that none of them is left to run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.includes(name));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/**
 * Unit tests run from the sources; journeys run against what the build made, as a shop would.
 * `FOOTFALL_TEST_FULL=1` raises the counts of the long suites (see test/harness/counts.ts).
 */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@footfall\/protocol$/, replacement: protocolSource('index') },
      { find: /^@footfall\/protocol\/limits$/, replacement: protocolSource('limits') },
    ],
  },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          // By itself vitest leaves one of two processors free.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          // Properties take seconds, and a busy machine several times as long; a test that hangs is still found.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/**/*.test.ts'],
          // Two at a time: they wait for browsers and disks more than they compute.
          maxWorkers: 2,
          // The driver of WebKit says on its own what it does.
          env: { WDIO_LOG_LEVEL: 'silent' },
          // A hang is found; a machine that does other things beside is no failure.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
