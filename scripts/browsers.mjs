import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} variable in which the tests find its path
 * @property {readonly string[]} programs on the PATH
 * @property {readonly string[]} paths elsewhere
 * @property {readonly string[]} packages of Debian and Ubuntu
 * @property {string} [probe] a flag with which it runs and ends well; `--version`, if left out
 * @property {string} [beside] another program that it needs on the PATH
 * @property {boolean} [download] whether playwright-core has one that the tests can drive
 */

/** @type {readonly Engine[]} */
const ENGINES = [
  {
    name: 'Chromium',
    variable: 'FOOTFALL_CHROMIUM',
    programs: ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'],
    paths: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    packages: ['chromium'],
    download: true,
  },
  {
    name: 'Firefox',
    variable: 'FOOTFALL_FIREFOX',
    programs: ['firefox-esr', 'firefox'],
    paths: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
    ],
    packages: ['firefox-esr'],
  },
  {
    name: 'WebKit',
    variable: 'FOOTFALL_WEBKIT_DRIVER',
    programs: ['WebKitWebDriver'],
    paths: ['/usr/lib/webkit2gtk-4.1/WebKitWebDriver', '/usr/lib/webkit2gtk-4.0/WebKitWebDriver'],
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    probe: '--help',
    beside: 'Xvfb',
  },
];

/** @param {string} program */
function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find(existsSync);
}

/** Ubuntu has a `chromium-browser` that only asks for a snap: what does not run is not there. @param {string} path @param {string} [probe] */
async function runs(path, probe = '--version') {
  // There, `--version` opens a window.
  if (process.platform === 'win32') return true;
  return (await run(path, [probe], { quiet: true, timeout: 30_000 })).ok;
}

/** @param {Engine} engine */
async function installed({ programs, paths, probe, beside }) {
  if (beside && !onPath(beside)) return undefined;
  for (const path of [...programs.map(onPath), ...paths.filter(existsSync)])
    if (path && (await runs(path, probe))) return path;
  return undefined;
}

let listsAreFresh = false;

/** @param {Engine} engine */
async function installByApt(engine) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  console.log(`Installing ${engine.name} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  if (!listsAreFresh) {
    await run('apt-get', ['update', '-qq'], { env });
    listsAreFresh = true;
  }
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...engine.packages], { env });
  return installed(engine);
}

/** @param {Engine} engine */
async function installByPlaywright(engine) {
  if (!engine.download) return undefined;
  const { chromium } = await import('playwright-core');
  if (!existsSync(chromium.executablePath())) {
    console.log(`Downloading ${engine.name} …`);
    const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
    const cli = join(root, 'node_modules/playwright-core/cli.js');
    await run(process.execPath, [cli, 'install', ...(asRoot ? ['--with-deps'] : []), 'chromium']);
  }
  const path = chromium.executablePath();
  return existsSync(path) && (await runs(path)) ? path : undefined;
}

/** @param {Engine} engine */
async function find(engine) {
  const named = process.env[engine.variable];
  // Named and not there is an error to be told of, not a reason to take another.
  if (named) return existsSync(named) ? named : undefined;
  return (await installed(engine)) ?? (await installByApt(engine)) ?? (await installByPlaywright(engine));
}

/** @param {Engine} engine */
function advice({ name, variable, packages }) {
  const named = process.env[variable];
  if (named) return `${variable} names ${named}, which is not there.`;
  return `${name} is not here and could not be installed: what needs it is not tested.
Debian, Ubuntu: sudo apt-get install ${packages.join(' ')}. Or set ${variable} to its path.`;
}

/**
 * Finds the browsers that the journeys drive, and installs those that are not there.
 *
 * @returns {Promise<{ found: Record<string, string>, missing: string[] }>} environment variables for the tests, and for
 *   each engine that is not to be had a text that says what to do.
 */
export async function findBrowsers() {
  /** @type {Record<string, string>} */
  const found = {};
  const missing = [];
  for (const engine of ENGINES) {
    const path = await find(engine);
    if (path) found[engine.variable] = path;
    else missing.push(advice(engine));
  }
  return { found, missing };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { found, missing } = await findBrowsers();
  for (const [variable, path] of Object.entries(found)) console.log(`${variable}=${path}`);
  for (const text of missing) console.error(text);
  process.exitCode = missing.length === 0 ? 0 : 1;
}
