import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceOnInstall } from './install-advice.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const stampFile = join(root, 'node_modules/.footfall-installed');

/** `pnpm@10.34.9`, as package.json's `packageManager` has it. */
function packageManager() {
  const { packageManager: named } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // A hash may follow the version; npx does not take it.
  return named.split('+')[0];
}

// The lockfile, and what a compiled module depends on: after `nvm use 24` SQLite must be fetched or built anew.
function wantedStamp() {
  const lockfile = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
  return `${lockfile} ${process.platform} ${process.arch} ${process.versions.modules}`;
}

/** @param {readonly string[]} args */
const pnpm = (...args) => run('npx', ['-y', packageManager(), ...args]);

/** Whether SQLite's compiled part is there and fits this Node. */
async function sqliteLoads() {
  const script = "new (require('better-sqlite3'))(':memory:').close()";
  return run(process.execPath, ['-e', script], { cwd: join(root, 'packages/collector'), quiet: true });
}

/** @param {readonly string[]} commands */
async function anyRuns(commands) {
  for (const command of commands) if ((await run(command, ['--version'], { quiet: true })).ok) return true;
  return false;
}

async function missingTools() {
  const missing = [];
  if (!(await anyRuns(['python3', 'python']))) missing.push('python3');
  // On Windows, Visual Studio brings its own.
  if (process.platform !== 'win32') {
    if (!(await anyRuns(['make', 'gmake']))) missing.push('make');
    if (!(await anyRuns([process.env.CXX ?? 'c++', 'g++', 'clang++']))) missing.push('a C++ compiler (g++)');
  } else if (!(await anyRuns(['cl']))) missing.push('a C++ compiler (Visual Studio Build Tools)');
  return missing;
}

/** @param {string} output */
async function explain(output) {
  const advice = adviceOnInstall(output, { platform: process.platform, missing: await missingTools() });
  console.error(`\n${advice}`);
  return false;
}

/**
 * Installs what the lockfile says, unless that was done before for this lockfile and this Node.
 *
 * @returns {Promise<boolean>} whether everything is there; if not, what to do has been printed.
 */
export async function install() {
  const wanted = wantedStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return true;
  console.log('Installing …');
  const installed = await pnpm('install', '--frozen-lockfile', '--config.confirmModulesPurge=false');
  if (!installed.ok) return explain(installed.output);
  if (!(await sqliteLoads()).ok) {
    const rebuilt = await pnpm('rebuild', '--recursive', 'better-sqlite3');
    const loaded = await sqliteLoads();
    if (!loaded.ok) {
      console.error(loaded.output);
      return explain(rebuilt.output + loaded.output);
    }
  }
  writeFileSync(stampFile, wanted);
  return true;
}
