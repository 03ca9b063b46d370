import { formatPeriod } from '../format/date.js';
import { useWords } from '../i18n/use-words.js';
import type { Period } from '../period/period.js';
import { useView } from './use-view.js';

/**
 * What figures are of where the page around them is gone, on paper and in pictures: site, period and filter.
 *
 * @param period of the figures, where it is not that of the view.
 */
export function useCaption(period?: Period): string {
  const { locale } = useWords();
  const view = useView();
  return [view.site.name, formatPeriod(period ?? view.period, locale), view.filterText]
    .filter((text) => text !== '')
    .join(' · ');
}
