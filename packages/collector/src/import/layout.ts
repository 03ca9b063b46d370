import { type Dataset, rowReader } from '@footfall/protocol';
import { say } from '../say.js';
import { columnName } from './column-name.js';
import { EXPORTERS, type Exporter } from './exporters/index.js';
import { ImportError } from './import-error.js';
import type { Style } from './values/style.js';

/** What whoever brings a file in says of how it is written. */
export interface Reading extends Style {
  /** Columns of the file by name, and which column of the dataset each is; before all that is recognised. */
  map?: Readonly<Record<string, string>> | undefined;
  /** What columns that the file has not (or cells that are empty) hold in every row. */
  set?: Readonly<Record<string, string>> | undefined;
  /** Id of the exporter that wrote the file, or `none`; recognised by its columns where it is left out. */
  exporter?: string | undefined;
}

/** How the columns of one file become cells. */
export interface Layout {
  exporter: Exporter | undefined;
  /** Columns as they are written, and the cell that each is; `null`: not used. */
  columns: readonly { column: string; cell: string | null }[];
  /** Cells that are the same in every row, where the row does not say them. */
  constants: Readonly<Record<string, string>>;
  /** Columns of the dataset that must be there and come from nowhere. */
  missing: readonly string[];
  /** A cell that two columns would be. */
  twice: string | undefined;
  /** Whether values are read only as the dataset defines them, and not as exports write them. */
  strict: boolean;
}

/** Finds out how the columns of a file for one dataset are to be read. */
export class LayoutFinder {
  readonly columns: readonly string[];
  readonly #required: readonly string[];
  readonly #map: ReadonlyMap<string, string>;
  readonly #set: Readonly<Record<string, string>>;
  readonly #candidates: readonly Exporter[];
  readonly #strict: boolean;
  readonly #isNamed: boolean;

  /** @throws ImportError where the reading names a field or an exporter that is not there */
  constructor(
    readonly dataset: Dataset,
    reading: Reading,
  ) {
    const { columns, required } = rowReader(dataset, 'UTC');
    this.columns = columns;
    this.#required = required;
    this.#map = new Map(
      Object.entries(reading.map ?? {}).map(([from, to]) => [columnName(from), columnName(to)]),
    );
    this.#set = Object.fromEntries(
      Object.entries(reading.set ?? {}).map(([to, value]) => [columnName(to), value]),
    );
    this.#candidates = candidates(dataset, reading.exporter);
    this.#isNamed = reading.exporter !== undefined && reading.exporter !== 'none';
    const { decimal, dates } = reading;
    this.#strict = this.#map.size === 0 && Object.keys(this.#set).length === 0 && !decimal && !dates;
    this.#refuseUnknownFields();
  }

  /** How a file of these columns is read. What is missing in it is told, not thrown. */
  of(names: readonly string[]): Layout {
    const written = names.map(columnName);
    for (const column of this.#map.keys())
      if (!written.includes(column))
        return { ...this.#plain(names, written), missing: [`the column "${column}" that is mapped`] };
    const plain = this.#plain(names, written);
    const isWhole = this.#required.every((name) => plain.columns.some(({ cell }) => cell === name));
    if (isWhole && !this.#isNamed) return plain;
    const recognised = this.#candidates
      .map((exporter) => this.#exported(exporter, names, written))
      .filter((layout) => layout !== undefined)
      .sort((one, two) => one.missing.length - two.missing.length);
    return recognised[0] ?? plain;
  }

  /** How objects are read, whose names are not known before. */
  ofObjects(): Layout {
    const columns = [...new Set([...this.#map.keys(), ...this.columns])];
    const mapped = new Set(this.#map.values());
    return {
      exporter: undefined,
      columns: columns.map((column) => ({
        column,
        cell: this.#map.get(column) ?? (mapped.has(column) ? null : column),
      })),
      constants: this.#set,
      missing: [],
      twice: undefined,
      strict: this.#strict,
    };
  }

  #plain(names: readonly string[], written: readonly string[]): Layout {
    const mapped = new Set(this.#map.values());
    const cells = written.map((name) => {
      const to = this.#map.get(name);
      if (to !== undefined) return to;
      return this.columns.includes(name) && !mapped.has(name) ? name : null;
    });
    return this.#layout(names, cells, this.#set, undefined, []);
  }

  #exported(exporter: Exporter, names: readonly string[], written: readonly string[]): Layout | undefined {
    const cells: (string | null)[] = written.map((name) => this.#map.get(name) ?? null);
    const constants: Record<string, string> = { ...exporter.constants };
    const take = (cell: string, place: number) => {
      if (place !== -1 && cells[place] === null && !cells.includes(cell)) cells[place] = cell;
    };
    for (const [cell, accepted] of Object.entries(exporter.columns))
      for (const name of accepted) {
        const place = written.findIndex((each) =>
          typeof name === 'string' ? each === columnName(name) : name.test(each),
        );
        take(cell, place);
        const currency = name instanceof RegExp && name.exec(written[place] ?? '')?.groups?.currency;
        if (currency) constants.currency = currency.toUpperCase();
      }
    if (!exporter.signature.every((cell) => cells.includes(cell))) return undefined;
    // What the file calls as the dataset does is taken too, but says nothing of who wrote it.
    for (const column of this.columns) take(column, written.indexOf(column));
    return this.#layout(names, cells, { ...constants, ...this.#set }, exporter, exporter.derives ?? []);
  }

  #layout(
    names: readonly string[],
    cells: readonly (string | null)[],
    constants: Readonly<Record<string, string>>,
    exporter: Exporter | undefined,
    derived: readonly string[],
  ): Layout {
    const there = new Set([...cells, ...Object.keys(constants), ...derived]);
    const used = cells.filter((cell) => cell !== null);
    return {
      exporter,
      columns: names.map((column, place) => ({ column, cell: cells[place] ?? null })),
      constants,
      missing: this.#required.filter((name) => !there.has(name)),
      twice: used.find((cell, place) => used.indexOf(cell) !== place),
      strict: this.#strict && exporter === undefined,
    };
  }

  #refuseUnknownFields(): void {
    const known = new Set([
      ...this.columns,
      ...this.#candidates.flatMap(({ columns }) => Object.keys(columns)),
    ]);
    for (const field of [...this.#map.values(), ...Object.keys(this.#set)])
      if (!known.has(field))
        throw new ImportError(
          'unknown_field',
          say('{{dataset}} has no column "{{name}}"', {
            dataset: this.dataset.name,
            name: field.slice(0, 64),
          }),
          say('it has {{names}}', { names: this.columns.join(', ') }),
        );
  }
}

function candidates(dataset: Dataset, named: string | undefined): readonly Exporter[] {
  const ofDataset = EXPORTERS.filter((exporter) => exporter.dataset === dataset.name);
  if (named === undefined) return ofDataset;
  if (named === 'none') return [];
  const found = ofDataset.filter(({ id }) => id === named);
  if (found.length > 0) return found;
  throw new ImportError(
    'unknown_exporter',
    say('there is no exporter "{{name}}" of {{dataset}}', {
      name: named.slice(0, 64),
      dataset: dataset.name,
    }),
    ofDataset.length === 0
      ? say('leave it out; columns can be mapped by name')
      : say('there are {{names}}, and none', { names: ofDataset.map(({ id }) => id).join(', ') }),
  );
}
