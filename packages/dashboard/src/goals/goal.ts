import type { Amount, KpiDefinition, Unit } from '../api/answers.js';
import { isMoney } from '../format/amount.js';

/** A goal with how far it has come, as `GET /v1/goals` answers it. */
export interface Goal {
  id: string;
  name: string;
  kpi: string;
  unit: Unit;
  direction: 'up' | 'down';
  filter: string;
  baseline: { from: string; to: string; value: Amount; comparable: Amount };
  from: string;
  deadline: string;
  target: { change: number | null; value: Amount };
  days: number;
  days_elapsed: number;
  through: string | null;
  value: Amount;
  pace: Amount;
  projection: { value: Amount; interval: [Amount, Amount] | null; probability: number | null };
  status: 'on_track' | 'at_risk' | 'missed' | 'met' | null;
  warnings: { code: string; message: string }[];
  missing: { import: string; message: string } | null;
}

export interface GoalSet {
  id: string;
  title: string;
  sentence: string;
  goals: { kpi: string; name: string; change: number }[];
}

/** What a goal can be about: a KPI with one value. */
export const canBeGoal = ({ unit }: KpiDefinition): boolean => unit !== 'table';

/** How many of the units that people write are one of the unit of the wire: percent, minutes. */
function writtenUnits(unit: Unit): number {
  if (unit === 'proportion' || unit === 'rate') return 100;
  return unit === 'duration' ? 1 / 60_000 : 1;
}

/** What was typed, in the unit that the collector takes: percent as a part, minutes as milliseconds. */
export const targetOf = (typed: number, unit: Unit): number => typed / writtenUnits(unit);

/** A target as it is typed; money in whole units of its currency. */
export function typedTarget(amount: Amount, unit: Unit): string {
  if (amount === null) return '';
  const value = isMoney(amount) ? amount.value / 10 ** amount.decimals : amount * writtenUnits(unit);
  return String(Number(value.toPrecision(12)));
}
