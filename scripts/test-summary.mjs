import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { closingLine } from './test-counts.mjs';

/**
 * The figures that tests have printed as `measured: what: value unit`.
 *
 * @param {string} output
 * @returns {string[]} without the leading word, each once
 */
export function measurements(output) {
  const lines = stripVTControlCharacters(output).matchAll(/^measured: (.+)$/gm);
  return [...new Set([...lines].map((match) => String(match[1]).trimEnd()))];
}

/**
 * What failed, a line each, for the end of a run: the reporter's own account of it stands far above, or is cut off where
 * only the end of a log is kept.
 *
 * @param {string | undefined} report vitest's JSON report; `undefined` where it left none
 * @param {string} folder that the files are named from
 * @returns {string[]}
 */
export function failures(report, folder) {
  let files;
  try {
    files = JSON.parse(report ?? '').testResults ?? [];
  } catch {
    return [];
  }
  return files.flatMap((/** @type {ReportedFile} */ { name, status, message, assertionResults = [] }) => {
    const file = relative(folder, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'passed' ? [] : [`${file}: ${firstLine(message)}`];
    return failed.map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
  });
}

/**
 * @typedef {object} ReportedFile
 * @property {string} name its path
 * @property {string} status
 * @property {string} [message]
 * @property {readonly { status: string, fullName: string, failureMessages?: readonly string[] }[]} [assertionResults]
 */

/** @param {string | undefined} text */
function firstLine(text) {
  return (
    stripVTControlCharacters(text ?? '')
      .trim()
      .split('\n')[0] || 'no message'
  );
}

/**
 * docs/test-full.md, which keeps the last result of the full run.
 *
 * @param {object} run
 * @param {Date} run.date
 * @param {string} run.node
 * @param {import('./test-counts.mjs').Counts} run.counts
 * @param {number} run.seconds
 * @param {readonly string[]} run.measurements
 */
export function fullSummary({ date, node, counts, seconds, measurements }) {
  const minutes = Math.floor(seconds / 60);
  const figures =
    measurements.length === 0 ? 'None.' : measurements.map((measurement) => `- ${measurement}`).join('\n');
  return `# Last full test run

Written by \`npm run test:full\`.

| | |
|---|---|
| date | ${date.toISOString().slice(0, 10)} |
| Node | ${node} |
| result | ${closingLine(counts)} |
| duration | ${minutes} min ${Math.round(seconds - minutes * 60)} s |

## Measured on the way

${figures}
`;
}
