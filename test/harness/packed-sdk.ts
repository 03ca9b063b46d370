import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/run.mjs';
import { root } from './root.js';

/** `@footfall/sdk` as a registry would get it. */
export interface PackedSdk {
  /** The path of the tarball. */
  readonly tarball: string;
  /** A folder outside of the workspace where nothing but that tarball is installed. */
  readonly shop: string;
  /** Where the package lies in it. */
  readonly folder: string;
  remove(): Promise<void>;
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<void> {
  const { ok, output, ending } = await run(command, args, { cwd, quiet: true });
  if (!ok) throw new Error(`${command} ${args.join(' ')}: ${ending}\n${output}`);
}

/** Packs the built SDK, and unpacks it where an installed package lies. */
export async function packSdk(): Promise<PackedSdk> {
  const shop = await mkdtemp(join(tmpdir(), 'footfall-package-'));
  const remove = () => rm(shop, { recursive: true, force: true });
  try {
    const folder = join(shop, 'node_modules/@footfall/sdk');
    await mkdir(folder, { recursive: true });
    const source = join(root, 'packages/sdk');
    await succeed('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', shop], source);
    const name = (await readdir(shop)).find((file) => file.endsWith('.tgz'));
    if (name === undefined) throw new Error('npm packed nothing');
    const tarball = join(shop, name);
    await succeed('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], shop);
    return { tarball, shop, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
