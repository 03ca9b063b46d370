// Writes docs/kpis.md from the declarations of the KPIs. `npm test` fails when it is out of date.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build-packages.mjs';
import { install } from './install.mjs';
import { root } from './root.mjs';

if ((await install()) && (await build())) {
  const { kpiDocs } = await import('../packages/collector/dist/kpi/kpi-docs.js');
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFile(join(root, 'docs', 'kpis.md'), kpiDocs());
} else process.exitCode = 1;
