import { formatPeriod } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import { useView } from './use-view.js';

/** What figures are of where the page around them is gone, on paper and in pictures: site, period and filter. */
export function useCaption(): string {
  const { locale } = useWords();
  const { site, period, filterText } = useView();
  return [site.name, formatPeriod(period, locale), filterText].filter((text) => text !== '').join(' · ');
}
