import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from '../../scripts/run.mjs';
import { root } from './root.js';
import { waitFor } from './wait.js';

const folder = join(root, 'examples/spa');

/** The built examples/spa on a server. */
export interface RouterShop {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds examples/spa, types checked, as its README says. @throws with what the build wrote. */
export async function buildRouterShop(): Promise<void> {
  const { ok, output } = await run('npm', ['run', 'build'], { cwd: folder, quiet: true });
  if (!ok) throw new Error(`examples/spa does not build\n${output}`);
}

/** Serves what was built; `/v1` of its own address is the collector's. */
export async function serveRouterShop(collector: string): Promise<RouterShop> {
  const vite = join(folder, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'preview', '--port', '0'], {
    cwd: folder,
    env: { ...process.env, FOOTFALL_COLLECTOR: collector },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const close = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  try {
    const url = await waitFor('vite preview to tell its address', () => {
      if (child.exitCode !== null) throw new Error(output);
      return /Local:\s+(http:\S+?)\/\s/.exec(stripVTControlCharacters(output))?.[1];
    });
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
