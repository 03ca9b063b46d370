import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { within } from './within.js';

/** A screen for browsers that need one. `xvfb-run` would leave its children behind when it is ended. */
export interface Screen {
  /** For the environment variable of the same name. */
  display: string;
  close(): Promise<void>;
}

/** Ends a process and waits until it has ended. */
export const endProcess = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
};

/** Starts Xvfb, which chooses a free display and names it once it can be used. */
export const openScreen = async (): Promise<Screen> => {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const named = once(server.stdio[3] as Readable, 'data');
  const failed = once(server, 'error').then(([error]) => Promise.reject(error));
  const [chosen] = await within<[Buffer]>(30_000, Promise.race([named, failed]));
  return { display: `:${String(chosen).trim()}`, close: () => endProcess(server) };
};
