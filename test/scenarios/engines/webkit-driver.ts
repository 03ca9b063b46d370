import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess } from './xvfb.js';

/** A running WebKitWebDriver. It has one session at a time: each person needs one of their own. */
export interface WebKitDriver {
  port: number;
  close(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const ready = async (port: number, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${child.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error('WebKitWebDriver does not answer');
};

/** Starts a driver whose browsers are shown on the given display. */
export const startWebKitDriver = async (program: string, display: string): Promise<WebKitDriver> => {
  const port = await freePort();
  const child = spawn(program, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: display,
      // What is drawn is looked at by nobody.
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      GDK_BACKEND: 'x11',
    },
  });
  await ready(port, child);
  return { port, close: () => endProcess(child) };
};
