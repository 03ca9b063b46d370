import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './catalogue/index.js';
import { kpiDocs } from './kpi-docs.js';
import { formulaOf } from './wording.js';

const page = new URL('../../../../docs/kpis.md', import.meta.url);

describe('docs/kpis.md', () => {
  it('is what the declarations say; `npm run docs` writes it anew', () => {
    expect(readFileSync(page, 'utf8')).toBe(kpiDocs());
  });

  it('says of each KPI how it is computed', () => {
    const docs = kpiDocs();
    for (const kpi of CATALOGUE.values()) {
      expect(docs).toContain(`### ${kpi.title}\n\n\`${kpi.id}\` · ${kpi.sentence}`);
      expect([kpi.id, formulaOf(kpi)]).not.toEqual([kpi.id, kpi.sentence]);
    }
    expect(docs).not.toMatch(/undefined|\[object|\bNaN\b/);
  });
});
