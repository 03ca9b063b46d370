import type { z } from 'zod';
import type { SENTENCES } from './sentences.js';

/** A text that {@link say} has made, which the dashboard can therefore say in its languages. */
export type Sentence = string & z.core.$brand<'Sentence'>;

type Template = (typeof SENTENCES)[number];
type MarksOf<Text> = Text extends `${string}{{${infer Mark}}}${infer Rest}` ? Mark | MarksOf<Rest> : never;
type Values<Text> = {
  [Mark in MarksOf<Text>]: Mark extends 'hint' | 'reason' ? Sentence : string | number;
};

/** A sentence of the list with its values filled in. What is not on the list is refused by the compiler. */
export function say<const Text extends Template>(
  text: Text,
  ...[values]: [MarksOf<Text>] extends [never] ? [] : [Values<Text>]
): Sentence {
  const given: Readonly<Record<string, string | number>> = values ?? {};
  return text.replace(/\{\{(\w+)\}\}/g, (_, mark: string) => String(given[mark])) as Sentence;
}
