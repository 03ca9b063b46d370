import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Dictionary } from '../kpi/formula-words.js';

const LOADED: Readonly<Record<string, () => Promise<Dictionary>>> = {
  de: async () => (await import('./formulas/de.json')).default,
  es: async () => (await import('./formulas/es.json')).default,
  ja: async () => (await import('./formulas/ja.json')).default,
  zh: async () => (await import('./formulas/zh.json')).default,
};

/** The terms of formulas in the language of the page; none in English, which is the collector's own. */
export function useFormulas(): Dictionary | undefined {
  const { i18n } = useTranslation();
  const load = LOADED[i18n.language];
  const { data } = useQuery({
    queryKey: ['formulas', i18n.language],
    queryFn: () => load?.() ?? {},
    enabled: load !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
