import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const protocolSource = fileURLToPath(new URL('./packages/protocol/src/index.ts', import.meta.url));

/**
 * Unit tests run from the sources; journeys run against what the build made, as a shop would.
 * `FOOTFALL_TEST_FULL=1` raises the counts of the long suites (see test/harness/counts.ts).
 */
export default defineConfig({
  resolve: { alias: { '@footfall/protocol': protocolSource } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          // Properties take seconds, and a busy machine several times as long; a test that hangs is still found.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/**/*.test.ts'],
          fileParallelism: false,
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
