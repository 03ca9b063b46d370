import { readdirSync, readFileSync } from 'node:fs';
import { currencyCode } from '@footfall/protocol';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { invalidRequest } from './http/error.js';
import { sayIssuesPlainly } from './http/issue-words.js';
import { funnelBody } from './kpi/funnel-request.js';
import { goalChange, goalInput, goalSetInput } from './kpi/goals/goal-input.js';
import { SENTENCES } from './sentences.js';
import { keyInput } from './settings/key.js';
import { siteChange, siteInput } from './settings/site.js';

// The dashboard says these in its languages, and knows them by their English alone.
const FOLDER = new URL('../../dashboard/src/i18n/refusals/', import.meta.url);

describe.each(readdirSync(FOLDER))('the refusals of the dashboard in %s', (file) => {
  const sentences = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Record<string, string>;

  it('are those of the collector, all of them and no others', () =>
    expect(Object.keys(sentences).sort()).toEqual([...SENTENCES].sort()));

  it('name no value that the sentence has not', () => {
    const marks = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String);
    for (const [english, words] of Object.entries(sentences)) {
      expect(words).not.toBe('');
      expect(marks(english)).toEqual(expect.arrayContaining(marks(words)));
    }
  });
});

/** What the forms of the dashboard send. */
const FORMS = { siteInput, siteChange, keyInput, goalInput, goalChange, goalSetInput, funnelBody };

/** Anything but what is wanted, of every kind. */
const WRONG = [undefined, null, '', ' ', 'x'.repeat(5000), '2026-13-01', -1, 0.5, 1e300, NaN, true, {}, []];

type Schema = z.core.$ZodType & { def: Record<string, unknown> };

/** Every schema within a schema. */
function within(schema: Schema, seen = new Set<Schema>()): Set<Schema> {
  if (seen.has(schema)) return seen;
  seen.add(schema);
  const { shape, element, options, innerType, in: before, out, valueType, error } = schema.def;
  // Who has words of its own for a choice says nothing of what is chosen from.
  const choices = error ? [] : ((options as unknown[]) ?? []);
  const inner = [element, innerType, before, out, valueType, ...choices];
  for (const one of [...inner, ...Object.values((shape as object) ?? {})])
    if (one) within(one as Schema, seen);
  return seen;
}

describe.each(Object.entries(FORMS))('what is said against %s', (_, form) => {
  it('is on the list, whatever was sent', () => {
    sayIssuesPlainly();
    const shapes = SENTENCES.map((text) => new RegExp(`^${text.replace(/[.*+?^$()|[\]\\/]/g, '\\$&').replace(/\{\{\w+\}\}/g, '.+')}$`, 's')); // biome-ignore format: one thought
    // A transform is never given what the schema before it refuses.
    const parts = [...within(form as never)].filter(({ def }) => def.type !== 'transform');
    expect(parts.length).toBeGreaterThan(5);
    const said = parts.flatMap((part) =>
      [...WRONG, Array(5000).fill('x'), { unknown: 1 }].flatMap((wrong) => {
        const { error } = (part as unknown as z.ZodType).safeParse(wrong);
        return error ? (invalidRequest(error).fields ?? []).map(({ message }) => message) : [];
      }),
    );
    expect(said.length).toBeGreaterThan(20);
    expect([...new Set(said)].filter((one) => !shapes.some((shape) => shape.test(one)))).toEqual([]);
  });
});

it('is on the list for currencies, which the protocol knows', () =>
  expect(SENTENCES).toContain(currencyCode.safeParse('xx').error?.issues[0]?.message));
