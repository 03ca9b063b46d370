import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { root } from './root.js';

const PROGRAM = join(root, 'packages/collector/bin/footfall.js');

// The kernel's own peak of the process, read as its last act: `resourceUsage` also counts the process that forked it.
const PEAK = `
import { readFileSync, writeSync } from 'node:fs';
process.on('exit', () => {
  try { writeSync(3, /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1] + '\\n'); } catch {}
});`;

export interface FootfallOptions {
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The program itself, where it is not that of this checkout. */
  readonly program?: string;
  /** Written to standard input; nothing can be read there if left out. */
  readonly input?: string | Uint8Array;
  /** Milliseconds after which the process is killed; two minutes if left out. */
  readonly timeout?: number;
  /** When it resolves to a signal, the process gets it. */
  readonly kill?: Promise<NodeJS.Signals>;
}

/** How a command of the command line has ended. */
export interface FootfallRun {
  /** Exit code; `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** The most memory that the process has had, in bytes; 0 where the kernel does not tell. */
  readonly peakMemory: number;
}

/** Runs `footfall …`, the built program, to its end. It never asks on a terminal, for there is none. */
export async function footfall(
  args: readonly string[],
  { dataFolder, env, program = PROGRAM, input, timeout = 120_000, kill }: FootfallOptions = {},
): Promise<FootfallRun> {
  const started = performance.now();
  const preload = `data:text/javascript,${encodeURIComponent(PEAK)}`;
  const child = spawn(process.execPath, ['--import', preload, program, ...args], {
    env: {
      ...process.env,
      ...(dataFolder === undefined ? {} : { FOOTFALL_DATA: dataFolder }),
      ...env,
    },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', 'pipe'],
  });
  // A command that ends before it has read everything closes the pipe, and that is its right.
  child.stdin?.on('error', () => {}).end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
  kill?.then((signal) => child.kill(signal));
  const [stdout, stderr, peak, [code]] = await Promise.all([
    text(child.stdout as Readable),
    text(child.stderr as Readable),
    text(child.stdio[3] as Readable),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  clearTimeout(timer);
  return {
    code,
    stdout,
    stderr,
    seconds: Math.round(performance.now() - started) / 1000,
    // Threads say it too, when they end.
    peakMemory: Math.max(0, ...peak.split('\n').map(Number)) * 1024,
  };
}
