const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|META_FETCH_FAIL/;

/** @type {Record<string, string>} */
const COMPILERS = {
  linux: `  Debian, Ubuntu   sudo apt-get install -y python3 make g++
  Fedora, RHEL     sudo dnf install -y python3 make gcc-c++
  Alpine           sudo apk add python3 make g++`,
  darwin: '  macOS            xcode-select --install',
  win32: `  Windows          winget install Python.Python.3.12
                   winget install Microsoft.VisualStudio.2022.BuildTools, with "Desktop development with C++"`,
};

const OTHER_SYSTEM = '  Install Python 3, make and a C++ compiler.';

/**
 * What to do about an installation that failed.
 *
 * @param {string} output what the installation wrote
 * @param {{ platform: string, missing: readonly string[] }} machine `missing`: of python3, make and C++ compiler
 */
export function adviceOnInstall(output, { platform, missing }) {
  const compiling = /gyp ERR!|node-gyp|prebuild-install|NODE_MODULE_VERSION|bindings file/.test(output);
  if (compiling && missing.length > 0)
    return `SQLite (better-sqlite3) had to be compiled, for there is no ready build of it for this machine.
Missing for that: ${missing.join(', ')}.

${COMPILERS[platform] ?? OTHER_SYSTEM}

Then run the same command again.`;
  if (NO_NETWORK.test(output))
    return `The package registry could not be reached. The first run needs a network; later ones do not.
Behind a proxy: npm config set proxy http://host:port, and the same for https-proxy. Then run the same command again.`;
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output))
    return 'pnpm-lock.yaml does not fit a package.json. Run `npx pnpm install`, and commit the lockfile with the change.';
  if (/ENOSPC/.test(output)) return 'The disk is full. Make room, then run the same command again.';
  if (/EACCES|EPERM/.test(output))
    return 'A file or folder could not be written. Is the checkout, or ~/.npm, owned by somebody else?';
  if (compiling)
    return `SQLite (better-sqlite3) could not be compiled although Python, make and a compiler are here; the reason stands above.
A C++20 compiler is needed (GCC 10, Clang 12 or newer).`;
  return 'The installation failed; the reason stands above.';
}
