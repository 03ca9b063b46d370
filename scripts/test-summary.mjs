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
