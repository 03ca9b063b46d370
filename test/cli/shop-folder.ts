import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FootfallOptions, type FootfallRun, footfall } from '../harness/footfall.js';

type RunOptions = Omit<FootfallOptions, 'dataFolder'>;

/** The built command line on a data folder of its own. */
export class ShopFolder {
  private constructor(private readonly folder: string) {}

  static async create(): Promise<ShopFolder> {
    return new ShopFolder(await mkdtemp(join(tmpdir(), 'footfall-cli-')));
  }

  /** The same, with the site `shop` of Berlin in it. */
  static async withShop(): Promise<ShopFolder> {
    const made = await ShopFolder.create();
    await made.json([
      ...['site', 'add', 'shop', '--origin', 'https://shop.example'],
      ...['--timezone', 'Europe/Berlin', '--currency', 'EUR'],
    ]);
    return made;
  }

  /** A path beside the data. */
  path(name: string): string {
    return join(this.folder, name);
  }

  get data(): string {
    return this.path('data');
  }

  run(args: readonly string[], options: RunOptions = {}): Promise<FootfallRun> {
    return footfall(args, { ...options, dataFolder: this.data });
  }

  /** The same, and what it printed as JSON. @throws when it does not end with 0 */
  async json<T>(args: readonly string[], options: RunOptions = {}): Promise<T> {
    const { code, stdout, stderr } = await this.run([...args, '--json'], options);
    if (code !== 0) throw new Error(`footfall ${args.join(' ')} ended with ${code}\n${stderr}`);
    return JSON.parse(stdout) as T;
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
