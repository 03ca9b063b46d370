import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { root } from '../harness/root.js';

const BUDGET = 250 * 1024;
const dist = join(root, 'packages/dashboard/dist');

interface Chunk {
  file: string;
  css?: string[];
  imports?: string[];
}

/** What a browser loads to show the overview: the page, its scripts and styles, and the charts that come right after. */
function filesOfFirstLoad(): Set<string> {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Chunk
  >;
  const files = new Set(['index.html', 'icon.svg']);
  const seen = new Set<string>();
  const add = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    for (const imported of chunk.imports ?? []) add(imported);
  };
  for (const name of ['index.html', 'src/chart/sparkline.tsx', 'src/chart/series-chart.tsx']) add(name);
  return files;
}

it('loads the overview within its budget', () => {
  const bytes = [...filesOfFirstLoad()].map(
    (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
  );
  const sum = bytes.reduce((total, one) => total + one, 0);
  console.log(`first load: ${sum} bytes gzip in ${bytes.length} files`);
  expect(sum).toBeLessThanOrEqual(BUDGET);
});
