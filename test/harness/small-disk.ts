import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A place for data that is soon full, until there is room again. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes effect for the process that fills the disk, which is known only once it runs. */
  fill(pid: number): void;
  makeRoom(pid: number): void;
  remove(): void;
}

function runs(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'footfall-small-'));
const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A file system of its own in memory, which only root may make; `undefined` where it cannot be made. */
export function fullFileSystem(bytes: number): SmallDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = newFolder();
  if (!runs('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'footfall-test', folder])) {
    removeFolder(folder);
    return undefined;
  }
  return {
    folder,
    fill: () => {},
    makeRoom: () => void execFileSync('mount', ['-o', `remount,size=${bytes * 20}`, folder]),
    remove: () => {
      execFileSync('umount', ['-l', folder]);
      removeFolder(folder);
    },
  };
}

/** A limit on the size of the files that a process writes, as quotas have it; `undefined` where there is no `prlimit`. */
export function fullQuota(bytes: number): SmallDisk | undefined {
  if (!runs('prlimit', ['--version'])) return undefined;
  const folder = newFolder();
  const limit = (pid: number, size: number | 'unlimited') =>
    void execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${size}:unlimited`]);
  return {
    folder,
    fill: (pid) => limit(pid, bytes),
    makeRoom: (pid) => limit(pid, 'unlimited'),
    remove: () => removeFolder(folder),
  };
}
