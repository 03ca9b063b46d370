import { readFileSync } from 'node:fs';
import { DATASETS, type DatasetName, rowReader } from '@footfall/protocol';
import { describe, expect, it } from 'vitest';
import { exportedStore } from './exporters/exported-store.fixture.js';
import { EXPORTERS } from './exporters/index.js';
import { importStream } from './stream.js';

const text = readFileSync(new URL('../../../../docs/imports.md', import.meta.url), 'utf8');

/** The part of the page about a dataset. */
const partOf = (name: string) => text.split(/^### /m).find((part) => part.startsWith(`${name}\n`)) ?? '';

describe('docs/imports.md', () => {
  it.each(Object.keys(DATASETS) as DatasetName[])(
    'names all columns of %s, and its example is one',
    async (name) => {
      const part = partOf(name);
      const { columns, required } = rowReader(DATASETS[name], 'UTC');
      for (const column of columns) expect(part, column).toContain(`\`${column}\``);
      for (const column of DATASETS[name].key) expect(part).toMatch(new RegExp(`Key: [^.]*\`${column}\``));

      const example = /```csv\n([\s\S]*?)```/.exec(part)?.[1] ?? '';
      const { store, rows } = exportedStore();
      const body = (async function* () {
        yield Buffer.from(example);
      })();
      const dataset = DATASETS[name];
      const answer = await importStream({ store, site: { key: 1, timezone: 'UTC' }, dataset, body });
      expect(answer).toMatchObject({ refused: [], warnings: [], exporter: null });
      expect(rows[name]?.length).toBe(example.trim().split('\n').length - 1);
      expect(required.every((column) => example.includes(column))).toBe(true);
    },
  );

  it.each(EXPORTERS.map(({ id, name, dataset }) => [id, name, dataset]))('tells of %s', (id, _, dataset) => {
    expect(text).toMatch(new RegExp(`^\\| [^|]*\\(\`${id}\`\\) \\| \`${dataset}\` \\| .+ \\|$`, 'm'));
  });
});
