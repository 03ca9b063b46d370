import { useQuery } from '@tanstack/react-query';
import type { Sentences } from './sentence.js';
import { translatedSentence } from './sentence.js';
import { useWords } from './use-words.js';

const LOADED: Readonly<Record<string, () => Promise<Sentences>>> = {
  de: async () => (await import('./refusals/de.json')).default,
  es: async () => (await import('./refusals/es.json')).default,
  ja: async () => (await import('./refusals/ja.json')).default,
  zh: async () => (await import('./refusals/zh.json')).default,
};

/** A sentence of the collector as it is shown: in the language of the page, or in the collector's own. */
export interface Shown {
  text: string;
  /** Where it is not in the language of the page. */
  lang: 'en' | undefined;
}

/**
 * How the collector's sentences are said in the language of the page.
 *
 * @param needed whether something was refused: who is refused nothing loads no words.
 * @returns `undefined` until the words are loaded.
 */
export function useSentences(needed: boolean): ((said: string) => Shown) | undefined {
  const { i18n, word, dataset } = useWords();
  const load = LOADED[i18n.language];
  const { data, isError } = useQuery({
    queryKey: ['sentences', i18n.language],
    queryFn: () => load?.() ?? {},
    enabled: needed && load !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // The words are the page's own, and may be wanted just because the collector is gone.
    networkMode: 'always',
  });
  if (load !== undefined && data === undefined && !isError) return undefined;
  const nameOf = (mark: string, value: string) =>
    mark === 'kpi' ? word('kpiTitle', value, value) : mark === 'import' ? dataset(value) : value;
  return (said) => {
    const text = data && translatedSentence(said, data, nameOf);
    return { text: text ?? said, lang: text === undefined && load !== undefined ? 'en' : undefined };
  };
}
