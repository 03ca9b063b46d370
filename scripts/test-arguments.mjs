/**
 * @typedef {object} TestArguments
 * @property {boolean} full the full counts, and docs/test-full.md
 * @property {readonly ('unit' | 'journeys')[]} projects
 * @property {boolean} checks lint and types too
 * @property {readonly string[]} filters parts of file names, as vitest takes them
 */

/**
 * Reads what stands behind `npm test --`. Whoever picks some of the tests is in a hurry: lint and types are left out.
 *
 * @param {readonly string[]} args
 * @returns {TestArguments}
 * @throws on a flag that does not exist.
 */
export function readTestArguments(args) {
  const flags = args.filter((arg) => arg.startsWith('-'));
  const unknown = flags.find((flag) => !['--full', '--unit', '--journeys'].includes(flag));
  if (unknown)
    throw new Error(
      `no such flag: ${unknown} (there are --unit, --journeys, --full, and parts of file names)`,
    );
  const filters = args.filter((arg) => !arg.startsWith('-'));
  const unit = flags.includes('--unit');
  const journeys = flags.includes('--journeys');
  return {
    full: flags.includes('--full'),
    projects: [
      ...(unit || !journeys ? /** @type {const} */ (['unit']) : []),
      ...(journeys || !unit ? /** @type {const} */ (['journeys']) : []),
    ],
    checks: filters.length === 0 && !unit && !journeys,
    filters,
  };
}
