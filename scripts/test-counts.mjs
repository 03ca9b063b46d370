/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Counts} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** One more failure, for what is not a test: lint, types, a build, a browser that is not there. @type {Counts} */
export const ONE_FAILURE = { passed: 0, failed: 1, skipped: 0 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    NOTHING,
  );
}

/**
 * Counts one run of vitest by its JSON report.
 *
 * A file that could not be loaded, or whose hooks failed, has a failure without a failed test: it counts as one. A
 * runner that crashed, found nothing, or ended badly for a reason that the report does not hold, counts as one too.
 *
 * @param {string | undefined} report the JSON text; `undefined` where the runner left none
 * @param {{ ok: boolean, mayBeEmpty?: boolean }} ending whether the runner ended with exit code 0, and whether it may
 *   have found no test at all
 * @returns {Counts}
 */
export function countsOfReport(report, { ok, mayBeEmpty = false }) {
  let files;
  try {
    files = JSON.parse(report ?? '').testResults;
  } catch {
    return ONE_FAILURE;
  }
  if (!Array.isArray(files)) return ONE_FAILURE;
  const counts = sum(files.map(countsOfFile));
  const nothingFound = counts.passed + counts.failed + counts.skipped === 0 && !mayBeEmpty;
  if (counts.failed === 0 && (!ok || nothingFound)) return { ...counts, failed: 1 };
  return counts;
}

/**
 * @param {{ status?: string, assertionResults?: readonly { status: string }[] }} file
 * @returns {Counts}
 */
function countsOfFile({ status, assertionResults = [] }) {
  const passed = assertionResults.filter((test) => test.status === 'passed').length;
  const failed = assertionResults.filter((test) => test.status === 'failed').length;
  const skipped = assertionResults.length - passed - failed;
  return { passed, failed: failed === 0 && status !== 'passed' ? 1 : failed, skipped };
}

/** The last line of `npm test`. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A run in which nothing passed has shown nothing. @param {Counts} counts */
export function exitCode({ passed, failed }) {
  return failed === 0 && passed > 0 ? 0 : 1;
}
