import { decimalsOf, roundHalfEvenRatio } from '../facts/money.js';
import type { Figure } from './definition.js';
import type { Group } from './groups.js';
import type { Amount, Money } from './kpi-answer.js';
import { type Expression, unfiltered } from './measure.js';
import { standardError, wilsonInterval } from './statistics.js';

/** A figure as plain numbers; money in minor units. */
export interface Computed {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** Of a mean. */
  n?: number;
  se?: number | null;
}

/** Computes a figure of one group. @param whole the group of everything, for shares. */
export function compute(figure: Figure, group: Group, whole: Group = group): Computed {
  if (figure.needs && whole.get(unfiltered(figure.needs)) === 0)
    return { value: null, numerator: null, denominator: null };
  if (figure.everyMonth && (group.get(figure.everyMonth) ?? 0) < group.months)
    return { value: null, numerator: null, denominator: null };
  const numerator = group.sum(figure.numerator);
  const denominator = figure.share
    ? whole.sum(figure.numerator)
    : figure.denominator
      ? group.sum(figure.denominator)
      : null;
  const isRatio = figure.share || figure.denominator !== undefined;
  const value = !isRatio
    ? numerator
    : numerator === null || !denominator
      ? null
      : figure.unit === 'money'
        ? roundedMoney(numerator, denominator)
        : numerator / denominator;
  const computed: Computed = { value, numerator, denominator };
  if (figure.squares && numerator !== null && denominator !== null) {
    const squares = group.get(figure.squares) ?? 0;
    const scale = figure.squares.scale ?? 1;
    computed.n = denominator;
    // Squares of lines or of parts of orders are not taken: they say nothing of orders.
    const known = squares > 0 || numerator === 0;
    computed.se = known ? standardError(denominator, numerator, squares / scale) : null;
  }
  return computed;
}

function roundedMoney(numerator: number, denominator: number): number {
  if (Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator) && denominator > 0)
    return roundHalfEvenRatio(numerator, denominator);
  return Math.round(numerator / denominator);
}

/** A computed figure as the API answers it. */
export function present(figure: Figure, computed: Computed, currency: string): Record<string, unknown> {
  const money = (value: number | null): Amount => (value === null ? null : moneyOf(value, currency));
  const value = figure.unit === 'money' ? money(computed.value) : computed.value;
  const answer: Record<string, unknown> = {
    value,
    numerator: isMoney(figure.numerator) ? money(computed.numerator) : computed.numerator,
    denominator: isMoney(figure.denominator) ? money(computed.denominator) : computed.denominator,
  };
  if (figure.unit === 'proportion' && !figure.share)
    answer.confidence =
      computed.numerator === null || computed.denominator === null
        ? null
        : wilsonInterval(computed.numerator, computed.denominator);
  if (computed.n !== undefined) {
    answer.n = computed.n;
    answer.se =
      figure.unit === 'money' && typeof computed.se === 'number'
        ? money(Math.round(computed.se))
        : computed.se;
  }
  return answer;
}

/** Only the value of a figure, as a column or beside another. */
export function presentValue(figure: Figure, computed: Computed, currency: string): Amount {
  if (computed.value === null) return null;
  return figure.unit === 'money' ? moneyOf(computed.value, currency) : computed.value;
}

/** Money as the API answers it; `value` is in minor units and is rounded to whole ones. */
export function moneyOf(value: number, currency: string): Money {
  return { value: Math.round(value), currency, decimals: decimalsOf(currency) };
}

const isMoney = (expression: Expression | undefined): boolean =>
  expression?.some(([, measure]) => measure.money) ?? false;
