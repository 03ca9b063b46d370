import type { DatasetName } from '@footfall/protocol';
import type { Cells, ExportedRow, ReadingContext } from './exporters/index.js';
import type { Layout, Reading } from './layout.js';
import type { RawRow } from './raw-row.js';
import { isoDate } from './values/date.js';
import { plainNumber } from './values/number.js';
import { type Kind, kindOf, plainCount, type Style, styleOf } from './values/style.js';

/** A row of a dataset, with the row of the file that it is of. */
export type DatasetRow =
  | { row: number; dataset: DatasetName; cells: Readonly<Record<string, unknown>> }
  | { row: number; reason: string }
  | { row: number; passedOver: true };

/** Rows by whose values the style of a file is told; a fixed number, so that it does not hang on how bytes come. */
const SAMPLE = 1_000;

interface TranslateOptions extends ReadingContext {
  dataset: DatasetName;
  /** Known when the first row is. */
  layout(): Layout;
  reading: Reading;
}

/** Makes rows of datasets from the rows of a file, by its layout. */
export async function* translate(
  source: AsyncIterable<RawRow[]>,
  options: TranslateOptions,
): AsyncGenerator<DatasetRow[]> {
  let sample: RawRow[] | undefined = [];
  let one: ((raw: RawRow) => readonly DatasetRow[]) | undefined;
  for await (const rows of source) {
    const layout = options.layout();
    if (layout.strict) {
      yield rows.map((raw) =>
        'reason' in raw ? raw : { row: raw.row, dataset: options.dataset, cells: raw.cells },
      );
      continue;
    }
    if (sample !== undefined) {
      sample.push(...rows);
      if (sample.length < SAMPLE) continue;
    }
    one ??= translator(layout, options, sample ?? []);
    const ready: RawRow[] = sample ?? rows;
    sample = undefined;
    yield ready.flatMap(one);
  }
  if (sample !== undefined && sample.length > 0)
    yield sample.flatMap(translator(options.layout(), options, sample));
}

function translator(
  layout: Layout,
  { dataset, reading, time }: TranslateOptions,
  sample: readonly RawRow[],
): (raw: RawRow) => readonly DatasetRow[] {
  const whole = (cells: Readonly<Record<string, unknown>>) => withConstants(cells, layout.constants);
  const { exporter } = layout;
  const kind = (cell: string): Kind => exporter?.kinds?.[cell] ?? kindOf(dataset, cell);
  const style = styleOfRows(sample.slice(0, SAMPLE), kind);
  const known = { decimal: reading.decimal ?? style.decimal, dates: reading.dates ?? style.dates };
  const rows: (cells: Cells) => readonly ExportedRow[] =
    exporter?.rows?.({ time }) ?? ((cells) => [{ dataset, cells }]);

  return (raw) => {
    if ('reason' in raw) return [raw];
    const read = readCells(raw.cells, kind, known);
    if ('reason' in read) return [{ row: raw.row, reason: read.reason }];
    const found = rows(whole(read.cells) as Cells);
    if (found.length === 0) return [{ row: raw.row, passedOver: true }];
    return found.map((each) => ({ row: raw.row, ...each }));
  };
}

function withConstants(
  cells: Readonly<Record<string, unknown>>,
  constants: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...cells };
  for (const [name, value] of Object.entries(constants)) {
    const said = whole[name];
    if (said === undefined || said === null || said === '') whole[name] = value;
  }
  return whole;
}

function styleOfRows(rows: readonly RawRow[], kind: (cell: string) => Kind): Style {
  return styleOf(
    rows.flatMap((raw) =>
      'reason' in raw
        ? []
        : Object.entries(raw.cells).flatMap(([cell, written]) =>
            typeof written === 'string' ? [{ kind: kind(cell), written }] : [],
          ),
    ),
  );
}

/** Cells with their numbers and dates in the form of the datasets; what is no number or date is left for their checks. */
function readCells(
  cells: Readonly<Record<string, unknown>>,
  kind: (cell: string) => Kind,
  { decimal, dates }: Style,
): { cells: Record<string, unknown> } | { reason: string } {
  const read: Record<string, unknown> = {};
  for (const [cell, value] of Object.entries(cells)) {
    // Exports write these for "nothing".
    const written = typeof value === 'string' ? value.trim().replace(/^(--|—|n\/a)$/i, '') : value;
    read[cell] = written;
    if (typeof written !== 'string' || written === '') continue;
    const what = kind(cell);
    if (what === 'number' || what === 'count') {
      const number = plainNumber(what === 'count' ? plainCount(written) : written, decimal);
      if (number === 'ambiguous') return { reason: `ambiguous_${cell}` };
      if (number !== undefined) read[cell] = number.plain;
    } else if (what !== 'text') {
      const date = isoDate(written, dates);
      if (date === 'ambiguous') return { reason: `ambiguous_${cell}` };
      if (date !== undefined) read[cell] = what === 'date' ? date.iso.slice(0, 10) : date.iso;
    }
  }
  return { cells: read };
}
