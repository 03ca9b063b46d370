/** The collector's sentences in another language; `{{…}}` stands for a value, or for a sentence within the sentence. */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  shape: RegExp;
  template: string;
}

/** Marks that stand for a sentence, which is translated too. */
const WITHIN = new Set(['reason', 'hint']);

const PATTERNS = new WeakMap<Sentences, readonly Pattern[]>();

/**
 * What the collector says, in the words of a dictionary; `undefined` where it lacks it, for half a sentence helps nobody.
 *
 * @param nameOf how a value is called, by what it stands for: KPIs have titles.
 */
export function translatedSentence(
  said: string,
  sentences: Sentences,
  nameOf: (mark: string, value: string) => string = (_, value) => value,
): string | undefined {
  const exactly = sentences[said];
  if (exactly !== undefined) return exactly;
  for (const { shape, template } of patternsOf(sentences)) {
    const found = shape.exec(said);
    if (!found) continue;
    const values = Object.entries(found.groups ?? {}).map(([mark, value]) => {
      const words = WITHIN.has(mark) ? translatedSentence(value, sentences, nameOf) : nameOf(mark, value);
      return [mark, words] as const;
    });
    if (values.some(([, words]) => words === undefined)) continue;
    const given = Object.fromEntries(values);
    return sentences[template]?.replace(/\{\{(\w+)\}\}/g, (_, mark: string) => given[mark] ?? '');
  }
  return undefined;
}

/** Sentences with values, those with the most words of their own first: they say the most. */
function patternsOf(sentences: Sentences): readonly Pattern[] {
  const known = PATTERNS.get(sentences);
  if (known) return known;
  const ownWords = (template: string) => template.replace(/\{\{\w+\}\}/g, '').length;
  const made = Object.keys(sentences)
    .filter((template) => template.includes('{{'))
    .sort((a, b) => ownWords(b) - ownWords(a))
    .map((template) => ({ template, shape: shapeOf(template) }));
  PATTERNS.set(sentences, made);
  return made;
}

function shapeOf(template: string): RegExp {
  const seen = new Set<string>();
  const parts = template.split(/\{\{(\w+)\}\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // What stands there twice is the same twice.
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    return `(?<${part}>.+)`;
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}
