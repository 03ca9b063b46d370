import { useTranslation } from 'react-i18next';
import type { Amount, KpiDefinition, Unit } from '../api/answers.js';
import { formatAmount, formatExactly } from '../format/amount.js';
import { NOT_SET, nameOfValue } from '../format/dimension-value.js';
import { localeOf } from './i18n.js';

/** Words that are made of the collector's names. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const locale = localeOf(i18n.language);
  // The names come from declarations, which may know more than the dashboard's texts: the name itself is a word too.
  const word = (group: string, name: string, otherwise: string): string =>
    i18n.exists(`${group}.${name}`) ? t(`${group}.${name}` as never) : otherwise;
  return {
    t,
    locale,
    word,
    kpi: (definition: KpiDefinition | undefined, id = definition?.id ?? '') =>
      word('kpiTitle', id, definition?.title ?? plain(id)),
    sentence: (definition: KpiDefinition) => word('kpiSentence', definition.id, definition.sentence),
    dimension: (name: string) => word('dimension', name, plain(name)),
    column: (name: string) => word('column', name, word('kpiTitle', name, plain(name))),
    step: (name: string) => word('step', name, plain(name)),
    event: (name: string) => word('event', name, plain(name)),
    dataset: (name: string) => word('dataset', name, plain(name)),
    reason: (name: string) => word('reason', name, plain(name)),
    value: (dimension: string, value: string) =>
      value === NOT_SET ? t('common.notSet') : nameOfValue(dimension, value, locale),
    amount: (amount: Amount | undefined, unit: Unit) => formatAmount(amount, unit, locale),
    exactly: (amount: Amount | undefined, unit: Unit) => formatExactly(amount, unit, locale),
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
  };
}

/** A name of the wire as a person would write it: `first_reply` is "First reply". */
function plain(name: string): string {
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
