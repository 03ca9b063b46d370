import { readFileSync, writeFileSync } from 'node:fs';

/** Whether the kernel tells of a process' memory (Linux). Where it does not, tests of memory say so and are skipped. */
export const tellsMemory = process.platform === 'linux';

const MIB = 1024 * 1024;

function field(pid: number, name: string): number {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(
    readFileSync(`/proc/${pid}/status`, 'utf8'),
  )?.[1];
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status has no ${name}`);
  return Number(kilobytes) * 1024;
}

/** Bytes of memory that a process has now: VmRSS, of which pages of mapped files are a part. */
export function memoryOf(pid: number): number {
  return field(pid, 'VmRSS');
}

/** The most that it has had, in bytes (VmHWM): since its start, or since {@link forgetPeak}. */
export function peakMemoryOf(pid: number): number {
  return field(pid, 'VmHWM');
}

/** Lets {@link peakMemoryOf} count from now on. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** Bytes in MiB, with one decimal. */
export function mebibytes(bytes: number): number {
  return Math.round((bytes / MIB) * 10) / 10;
}
