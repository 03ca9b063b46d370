import type { i18n as I18n, TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Amount, KpiDefinition, Unit } from '../api/answers.js';
import type { Refused } from '../api/ask.js';
import { formatAmount, formatExactly } from '../format/amount.js';
import { NOT_SET, nameOfValue } from '../format/dimension-value.js';
import { localeOf } from './i18n.js';

/** Dimensions of which every value is known and has a name. */
const NAMED = new Set(['device', 'visitor_type', 'customer_type']);

/** Words that are made of the collector's names. */
export function useWords() {
  const { t, i18n } = useTranslation();
  return useMemo(() => wordsOf(t, i18n), [t, i18n]);
}

function wordsOf(t: TFunction, i18n: I18n) {
  const locale = localeOf(i18n.language);
  // The names come from declarations, which may know more than the dashboard's texts: the name itself is a word too.
  const word = (group: string, name: string, otherwise: string): string =>
    i18n.exists(`${group}.${name}`) ? t(`${group}.${name}` as never) : otherwise;
  // Of each column a value can be missing or unreadable; the column is called as the file calls it.
  const reasonOf = (code: string): string => {
    const known = word('reason', code, '');
    if (known !== '') return known;
    const [, kind, name] = /^(missing|invalid|ambiguous)_(.+)$/.exec(code) ?? [];
    return kind === undefined ? plain(code) : t(`reason.${kind as 'missing'}_of`, { name });
  };
  const nameIn = (dimension: string, value: string): string => {
    if (value === NOT_SET) return t('common.notSet');
    if (dimension === 'step') return word('step', value, word('event', value, value));
    // Cases come by channels of their own, under the same name.
    if (dimension === 'channel') return word('value.channel', value, word('value.case', value, value));
    if (NAMED.has(dimension)) return word(`value.${dimension}`, value, value);
    return nameOfValue(dimension, value, locale);
  };
  return {
    t,
    i18n,
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
    reason: (name: string) => reasonOf(name),
    value: (dimension: string, value: string) => nameIn(dimension, value),
    /** Why a visit is kept apart, or an event refused; a crawler says its name behind the reason. */
    bot: (code: string): string => {
      const [kind = '', name] = code.split(':');
      const text = word('bot', kind, reasonOf(kind));
      return name === undefined ? text : `${text}: ${name}`;
    },
    /** What the collector says of an error; in other languages than its own only what its code says. */
    trouble: (error: Refused) =>
      i18n.language === 'en' ? error.message : word('errorCode', error.code, error.message),
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
