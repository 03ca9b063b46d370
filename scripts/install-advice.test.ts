import { describe, expect, it } from 'vitest';
import { adviceOnInstall } from './install-advice.mjs';

const COMPILE_FAILED = `prebuild-install warn install No prebuilt binaries found
gyp ERR! find Python You need to install the latest version of Python.`;

describe('adviceOnInstall', () => {
  it.each([
    ['linux', 'sudo apt-get install -y python3 make g++'],
    ['linux', 'sudo dnf install -y python3 make gcc-c++'],
    ['darwin', 'xcode-select --install'],
    ['win32', 'Desktop development with C++'],
    ['freebsd', 'Install Python 3, make and a C++ compiler.'],
  ])('names what is missing to compile SQLite, and the command for %s', (platform, command) => {
    const advice = adviceOnInstall(COMPILE_FAILED, { platform, missing: ['python3', 'make'] });
    expect(advice).toContain('Missing for that: python3, make.');
    expect(advice).toContain(command);
  });

  it('does not blame a compiler that is there', () => {
    const advice = adviceOnInstall(COMPILE_FAILED, { platform: 'linux', missing: [] });
    expect(advice).not.toContain('apt-get');
    expect(advice).toContain('C++20');
  });

  it.each([
    'npm error code ENOTFOUND',
    'npm error code EAI_AGAIN',
    'ERR_PNPM_META_FETCH_FAIL  GET https://registry.example/zod: request failed, reason: connect ECONNREFUSED',
  ])('says that there is no network: %s', (output) => {
    expect(adviceOnInstall(output, { platform: 'linux', missing: ['make'] })).toContain(
      'could not be reached',
    );
  });

  it('blames the network, not the compiler, when only the headers of Node could not be fetched', () => {
    const output = 'gyp ERR! stack Error: getaddrinfo ENOTFOUND nodejs.org';
    expect(adviceOnInstall(output, { platform: 'linux', missing: [] })).toContain('could not be reached');
  });

  it('knows a lockfile that does not fit, a full disk and a foreign folder', () => {
    const machine = { platform: 'linux', missing: [] };
    expect(adviceOnInstall('ERR_PNPM_OUTDATED_LOCKFILE', machine)).toContain('pnpm-lock.yaml');
    expect(adviceOnInstall('ENOSPC: no space left on device', machine)).toContain('disk is full');
    expect(adviceOnInstall('EACCES: permission denied', machine)).toContain('owned by somebody else');
  });
});
