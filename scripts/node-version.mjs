// Read by Nodes that are too old for everything else here: no `node:` import, and no syntax younger than Node 12.

/** Oldest Node that the collector runs on. package.json's `engines` says the same. */
export const OLDEST_NODE = [20, 0, 0];

/** What the tools of the tests ask for. */
export const OLDEST_NODE_OF_TESTS = [20, 19, 0];

/**
 * Whether a version such as `v20.20.2` or `20.20.2` is at least `oldest`.
 *
 * @param {string} version
 * @param {readonly number[]} oldest
 */
export function isAtLeast(version, oldest) {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  const different = oldest.findIndex((part, index) => part !== parts[index]);
  return different === -1 || Number(parts[different]) > Number(oldest[different]);
}

/**
 * What to tell somebody whose Node is too old; an empty text when it is not.
 *
 * @param {string} version
 * @param {readonly number[]} oldest
 */
export function adviceOnNode(version, oldest) {
  if (isAtLeast(version, oldest)) return '';
  return `Footfall needs Node ${oldest.join('.')} or newer. This is Node ${version.replace(/^v/, '')}.

  with nvm    nvm install 22 && nvm use 22
  with fnm    fnm install 22 && fnm use 22
  macOS       brew install node@22
  Windows     winget install OpenJS.NodeJS.LTS
  otherwise   https://nodejs.org/en/download

Then run the same command again.`;
}

/** Ends the process with exit code 1 and a word on what to do when this Node is too old. */
export function refuseOldNode(oldest = OLDEST_NODE) {
  const advice = adviceOnNode(process.version, oldest);
  if (advice === '') return;
  console.error(advice);
  process.exit(1);
}
