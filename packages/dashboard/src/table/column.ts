import type { Amount, KpiDefinition, Row, Unit } from '../api/answers.js';
import { isMoney } from '../format/amount.js';

/** A column of a table of figures. */
export interface FigureColumn {
  id: string;
  unit: Unit | 'text';
  /** Instead of the name that its id has. */
  title?: string;
}

const NOT_COLUMNS = new Set(['confidence', 'share', 'se', 'n']);

/**
 * The columns that the rows of a KPI have beside its dimensions: those of its declaration, else what the rows
 * themselves carry.
 */
export function columnsOf(
  definition: KpiDefinition,
  rows: readonly Row[],
  dimensions: readonly string[],
): FigureColumn[] {
  const declared = Object.entries(definition.columns).map(([id, unit]) => ({ id, unit }));
  if (declared.length > 0) return declared;
  if (definition.unit !== 'table') {
    const beside = figuresOf(definition, rows);
    return [
      { id: 'value', unit: definition.unit },
      ...(beside.length > 0 ? beside : partsOf(definition, rows)),
    ];
  }
  const [first] = rows;
  if (first === undefined) return [];
  return Object.entries(first)
    .filter(([id]) => !dimensions.includes(id) && !NOT_COLUMNS.has(id))
    .flatMap(([id]): FigureColumn[] => {
      const sample = rows.map((row) => row[id]).find((value) => value !== null && value !== undefined);
      return typeof sample === 'object' && !isMoney(sample) && !Array.isArray(sample)
        ? []
        : [{ id, unit: guessedUnit(id, sample) }];
    });
}

/** The figures beside the value that rows carry too. */
function figuresOf(definition: KpiDefinition, rows: readonly Row[]): FigureColumn[] {
  return definition.figures.flatMap((id): FigureColumn[] => {
    const sample = rows.map((row) => row[id]).find((value) => value !== null && value !== undefined);
    if (typeof sample !== 'number' && !isMoney(sample)) return [];
    return [{ id, unit: definition.unit === 'duration' ? 'duration' : guessedUnit(id, sample) }];
  });
}

/** Of a ratio, what it is made of, so that a person can check it; a mean time is times over a count. */
function partsOf({ unit }: KpiDefinition, rows: readonly Row[]): FigureColumn[] {
  const unitOf = (id: string): Unit => {
    if (unit === 'duration' && id === 'numerator') return unit;
    return rows.some((row) => isMoney(row[id])) ? 'money' : 'count';
  };
  return rows.some(({ denominator }) => denominator !== null && denominator !== undefined)
    ? ['numerator', 'denominator'].map((id) => ({ id, unit: unitOf(id) }))
    : [];
}

const SHARES =
  /rate|share|support|confidence|covered|of_first|of_previous|alive|_with_review|by_units|by_value|not_bought/;

/** The unit of a figure that is not declared, from its name and a value of it. */
export function guessedUnit(id: string, sample: unknown): FigureColumn['unit'] {
  if (isMoney(sample)) return 'money';
  if (typeof sample !== 'number') return 'text';
  if (SHARES.test(id)) return 'proportion';
  if (/(_ms|time)$/.test(id)) return 'duration';
  return Number.isInteger(sample) ? 'count' : 'ratio';
}

/** What a cell is sorted by. */
export function sortValue(value: unknown): number | string | null {
  if (value === null || value === undefined) return null;
  if (isMoney(value)) return value.value;
  return typeof value === 'number' ? value : String(value);
}

/** A cell of a figure. */
export const amountOf = (value: unknown): Amount =>
  typeof value === 'number' || isMoney(value) ? value : null;
