// Read by Nodes that are too old for everything else here: no `node:` import, and no syntax younger than Node 12.

/** The Nodes that it is built and runs on, as package.json's `engines` has them: what Vite and SQLite's binding ask for. */
export const SUPPORTED_NODES = '^20.19.0 || >=22.12.0';

/**
 * Whether a version such as `v20.20.2` or `20.20.2` is one of {@link SUPPORTED_NODES}.
 *
 * @param {string} version
 */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/**
 * What to tell somebody whose Node does not do; an empty text when it does.
 *
 * @param {string} version
 */
export function adviceOnNode(version) {
  if (isSupported(version)) return '';
  return `Footfall needs Node 20.19 or newer (not 21, and of 22 at least 22.12). This is Node ${version.replace(/^v/, '')}.

  with nvm    nvm install 22 && nvm use 22
  with fnm    fnm install 22 && fnm use 22
  macOS       brew install node@22
  Windows     winget install OpenJS.NodeJS.LTS
  otherwise   https://nodejs.org/en/download

Then run the same command again.`;
}

/** Ends the process with exit code 1 and a word on what to do when this Node does not do. */
export function refuseOldNode() {
  const advice = adviceOnNode(process.version);
  if (advice === '') return;
  console.error(advice);
  process.exit(1);
}
