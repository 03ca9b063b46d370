import { describe, expect, it } from 'vitest';
// Written from the declarations of the KPIs, and tested to be up to date.
import docs from '../../../../docs/kpis.md?raw';
import { de } from './locales/de.js';
import { en } from './locales/en.js';
import { es } from './locales/es.js';
import { ja } from './locales/ja.js';
import { zh } from './locales/zh.js';

const KPIS = [...docs.matchAll(/^`([a-z_]+)` · (.+)$/gm)].map(([, id, sentence]) => ({ id, sentence }));
/** Figures beside a KPI and columns of tables; a part of a group goes by the group's name. */
const FIGURES = [...docs.matchAll(/^- `([a-z_0-9]+)(?:\.[^`]+)?`(?::|$)/gm)].map(([, name = '']) => name);
const OTHERS = Object.entries({ de, es, ja, zh });

/** Texts by their paths. */
function textsOf(words: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[`${path}${name}`, value] as const]
        : [...textsOf(value as object, `${path}${name}.`)],
    ),
  );
}

const marksOf = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();

it('names every figure and column', () => {
  const titles = new Set(KPIS.map(({ id }) => id));
  expect(FIGURES.length).toBeGreaterThan(100);
  const without = FIGURES.filter(
    (name) => !Object.hasOwn(en.column, name) && !titles.has(name) && !/^(lcp|inp|cls|fcp|ttfb)/.test(name),
  );
  expect([...new Set(without)]).toEqual([]);
});

describe.each(OTHERS)('the words in %s', (_, words) => {
  const texts = textsOf(words);

  it('name every KPI and say what it says, each in words of its own', () => {
    expect(KPIS.length).toBeGreaterThan(70);
    const without = KPIS.filter(
      ({ id, sentence }) =>
        !texts.get(`kpiTitle.${id}`) ||
        !texts.get(`kpiSentence.${id}`) ||
        texts.get(`kpiSentence.${id}`) === sentence,
    );
    expect(without).toEqual([]);
    const known = new Set(KPIS.map(({ id }) => id));
    const stale = [...texts.keys()].filter((path) => {
      const [group, id] = path.split('.');
      return (group === 'kpiTitle' || group === 'kpiSentence') && !known.has(id);
    });
    expect(stale).toEqual([]);
  });

  it('lack nothing that there is in English, and put the same into it', () => {
    const english = textsOf(en);
    const own = [...texts.keys()].filter((path) => !path.startsWith('kpi') || path.startsWith('kpi.'));
    expect(own.sort()).toEqual([...english.keys()].sort());
    for (const [path, text] of english)
      expect([path, marksOf(texts.get(path) ?? '')]).toEqual([path, marksOf(text)]);
  });
});
