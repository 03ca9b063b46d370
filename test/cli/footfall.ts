import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../harness/root.js';

/** How a command ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface RunOptions {
  /** Written to standard input, which is closed then. */
  input?: string | Buffer;
  env?: Record<string, string>;
}

/** The built command line on a data folder of its own. */
export class Footfall {
  private constructor(readonly folder: string) {}

  static async create(): Promise<Footfall> {
    return new Footfall(await mkdtemp(join(tmpdir(), 'footfall-cli-')));
  }

  /** A path in a folder that goes with the data. */
  path(name: string): string {
    return join(this.folder, name);
  }

  get data(): string {
    return this.path('data');
  }

  run(args: readonly string[], { input, env }: RunOptions = {}): Promise<Ended> {
    const child = spawn(process.execPath, [join(root, 'packages/collector/bin/footfall.js'), ...args], {
      cwd: root,
      env: { PATH: process.env.PATH, FOOTFALL_DATA: this.data, ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    // A command that ends before it has read everything closes the pipe, and that is its right.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
  }

  /** The same, and what it printed as JSON. @throws when it does not end with 0 */
  async json<T>(args: readonly string[], options?: RunOptions): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json'], options);
    if (code !== 0) throw new Error(`footfall ${args.join(' ')} ended with ${code}\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  addShop(): Promise<unknown> {
    return this.json([
      ...['site', 'add', 'shop', '--origin', 'https://shop.example'],
      ...['--timezone', 'Europe/Berlin', '--currency', 'EUR'],
    ]);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
