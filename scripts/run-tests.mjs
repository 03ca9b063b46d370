import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowsers } from './browsers.mjs';
import { build } from './build-packages.mjs';
import { install } from './install.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { readTestArguments } from './test-arguments.mjs';
import { closingLine, countsOfReport, exitCode, NOTHING, ONE_FAILURE, sum } from './test-counts.mjs';
import { failures, fullSummary, measurements } from './test-summary.mjs';

const BIN = join(root, 'node_modules');

/**
 * @param {string} what
 * @param {readonly string[]} args of node
 */
async function check(what, args) {
  const { ok, ending } = await run(process.execPath, args);
  if (ok) return NOTHING;
  console.log(`\nFAILED: ${what} (${ending})`);
  return ONE_FAILURE;
}

/**
 * @param {'unit' | 'journeys'} project
 * @param {readonly string[]} filters
 * @param {Record<string, string>} env
 */
async function runProject(project, filters, env) {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-report-'));
  const report = join(folder, 'report.json');
  const filtered = filters.length > 0;
  const { ok, output, ending } = await run(
    process.execPath,
    [
      join(BIN, 'vitest/vitest.mjs'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(filtered ? ['--passWithNoTests'] : []),
      ...filters,
    ],
    { env },
  );
  let text;
  try {
    text = readFileSync(report, 'utf8');
  } catch {
    if (!(ok && filtered)) console.log(`\nFAILED: the ${project} tests left no report (${ending})`);
  }
  rmSync(folder, { recursive: true, force: true });
  const counts =
    text === undefined && ok && filtered ? NOTHING : countsOfReport(text, { ok, mayBeEmpty: filtered });
  if (!ok) console.log(`\nFAILED: the ${project} tests (${ending})`);
  for (const failure of failures(text, root)) console.log(`FAILED: ${failure}`);
  return { counts, output };
}

/** @param {import('./test-arguments.mjs').TestArguments} wanted */
async function runAll({ full, projects, checks, filters }) {
  if (!(await install()) || !(await build())) return { counts: ONE_FAILURE, output: '' };
  const counts = [];
  let output = '';
  if (checks) {
    counts.push(
      await check('lint and format: `npm run format` mends most of it', [
        join(BIN, '@biomejs/biome/bin/biome'),
        'check',
        '.',
      ]),
    );
    counts.push(await check('types', [join(BIN, 'typescript/bin/tsc'), '-b', '.', 'test']));
  }
  for (const project of projects) {
    /** @type {Record<string, string>} */
    const env = full ? { FOOTFALL_TEST_FULL: '1' } : {};
    if (project === 'journeys') {
      const { found, missing } = await findBrowsers();
      Object.assign(env, found);
      for (const advice of missing) console.log(`\n${'!'.repeat(80)}\n${advice}\n${'!'.repeat(80)}`);
      if (process.env.CI) counts.push(...missing.map(() => ONE_FAILURE));
    }
    const result = await runProject(project, filters, env);
    counts.push(result.counts);
    output += result.output;
  }
  return { counts: sum(counts), output };
}

/**
 * `npm test`: everything from an empty checkout to one closing line, which is the last line of standard output.
 *
 * @param {readonly string[]} args
 */
export async function runTests(args) {
  const started = performance.now();
  let counts = ONE_FAILURE;
  try {
    const wanted = readTestArguments(args);
    const result = await runAll(wanted);
    counts = result.counts;
    if (wanted.full) {
      mkdirSync(join(root, 'docs'), { recursive: true });
      const summary = fullSummary({
        date: new Date(),
        node: process.version,
        counts,
        seconds: (performance.now() - started) / 1000,
        measurements: measurements(result.output),
      });
      writeFileSync(join(root, 'docs/test-full.md'), summary);
    }
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    counts = sum([counts.failed > 0 ? NOTHING : ONE_FAILURE, counts]);
  }
  process.exitCode = exitCode(counts);
  console.log(closingLine(counts));
}
