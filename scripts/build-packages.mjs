import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mirrorFolder } from './mirror-folder.mjs';
import { inOrder } from './package-order.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const MADE = new Set(['node_modules', 'dist', 'coverage']);

/** The newest change in a folder, removals included (they change the folder itself). @param {string} folder @returns {number} */
function newestChange(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (MADE.has(entry.name)) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs);
  }
  return newest;
}

function packagesWithBuild() {
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name));
  const packages = folders
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }));
  return inOrder(packages).filter(({ manifest }) => manifest.scripts?.build !== undefined);
}

/** @param {string} folder */
async function buildPackage(folder) {
  const stamp = join(folder, 'dist/.built');
  // The own sources, those of the protocol that all share, and the lockfile for a tool that has changed.
  const changed = Math.max(
    newestChange(folder),
    newestChange(join(root, 'packages/protocol')),
    statSync(join(root, 'pnpm-lock.yaml')).mtimeMs,
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs > changed) return true;
  if (!(await run('npm', ['run', '--silent', 'build'], { cwd: folder })).ok) return false;
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(stamp, '');
  return true;
}

/**
 * Builds all packages: first those of the TypeScript solution, then those that have a `build` script of their own. What
 * has not changed is left as it is.
 *
 * @returns {Promise<boolean>} whether all were built; if not, the reason has been printed.
 */
export async function build() {
  const compiled = await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  if (!compiled.ok) {
    console.error('\nThe build failed: the lines above say where.');
    return false;
  }
  const collector = join(root, 'packages/collector');
  mirrorFolder(join(collector, 'migrations'), join(collector, 'dist/migrations'));
  for (const { folder, manifest } of packagesWithBuild()) {
    if (await buildPackage(folder)) continue;
    console.error(`\nThe build of ${manifest.name} failed: the lines above say where.`);
    return false;
  }
  return true;
}
