// Loaded before the collector's own code (`node --import`), in its threads too. In the main thread SIGUSR2 ends the thread
// that writes, at whatever it is; in that thread a text in the file that FOOTFALL_TEST_FAULT names makes it fail: see the tests.
// FOOTFALL_TEST_SILENCE is the time in ms for which it may show no sign of life, where half a minute is too long for a test.
import { readFileSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';

const file = /** @type {string} */ (process.env.FOOTFALL_TEST_FAULT);

if (threads.isMainThread) {
  if (process.env.FOOTFALL_TEST_SILENCE) {
    const limits = await import('../../packages/collector/dist/limits.js');
    Object.assign(limits.SERVER_LIMITS, { writerSilence: Number(process.env.FOOTFALL_TEST_SILENCE) });
  }
  /** @type {import('node:worker_threads').Worker | undefined} */
  let writer;
  const RealWorker = threads.Worker;
  class Watched extends RealWorker {
    /** @param {string | URL} script @param {import('node:worker_threads').WorkerOptions} [options] */
    constructor(script, options) {
      const writes = String(script).endsWith('writer-thread.js');
      // Small enough to be out of memory soon.
      super(
        script,
        writes
          ? {
              ...options,
              workerData: { ...options?.workerData, isTheWriter: true },
              resourceLimits: { maxOldGenerationSizeMb: 96 },
            }
          : options,
      );
      if (writes) writer = this;
    }
  }
  threads.Worker = Watched;
  syncBuiltinESMExports();
  process.on('SIGUSR2', () => void writer?.terminate());
} else if (threads.workerData?.isTheWriter) {
  /** @type {unknown[]} */
  const hoard = [];
  setInterval(() => {
    let fault = '';
    try {
      fault = readFileSync(file, 'utf8');
    } catch {}
    // Each fault strikes once: the thread that is started next must live.
    if (fault !== '') writeFileSync(file, '');
    if (fault === 'throw') throw new Error('thrown by the test');
    if (fault === 'hang') for (;;);
    if (fault === 'memory') for (;;) hoard.push(new Array(10_000).fill(hoard.length));
  }, 5).unref();
}
