import { isUtf8 } from 'node:buffer';
import { LIMITS } from '@footfall/protocol';
import { parse } from 'csv-parse/sync';
import { say } from '../say.js';
import { ImportError } from './import-error.js';
import type { Layout, LayoutFinder } from './layout.js';

const DELIMITERS = [',', ';', '\t'] as const;

/** Lines of titles, periods and filters that an export may put before its header. */
const PREAMBLE_LINES = 20;

/** The header of a CSV file, understood. */
interface Header {
  layout: Layout;
  delimiter: string;
}

/** Finds the header among the first lines of a CSV file: the first line that has the columns of the dataset. */
export class HeaderSearch {
  #first: Header | undefined;
  #lines = 0;

  constructor(private readonly finder: LayoutFinder) {}

  /**
   * @returns the header, if the line is it
   * @throws ImportError where it is, and a column lacks or is there twice; or where no line before was it, and this is
   * the last that could be
   */
  take(line: Buffer): Header | undefined {
    this.#lines++;
    const header = this.#read(line);
    if (header !== undefined) {
      const { layout } = header;
      if (layout.missing.length === 0 || layout.exporter !== undefined) {
        refuseUnusable(layout);
        return header;
      }
      this.#first ??= header;
    }
    if (this.#lines > PREAMBLE_LINES) this.giveUp();
    return undefined;
  }

  /** Ends the search, saying what the first line lacks; does nothing where there was no line. */
  giveUp(): void {
    if (this.#first !== undefined) refuseUnusable(this.#first.layout);
  }

  /** The line by the delimiter that finds most of the columns. */
  #read(line: Buffer): Header | undefined {
    if (!isUtf8(line)) {
      if (this.#first !== undefined) return undefined;
      throw new ImportError(
        'invalid_encoding',
        say('the header is not UTF-8'),
        say('save the file again as UTF-8'),
      );
    }
    let best: (Header & { found: number }) | undefined;
    let tooMany = false;
    for (const delimiter of DELIMITERS) {
      const names = this.#cells(line, delimiter);
      if (names === undefined) continue;
      if (names.length > LIMITS.importColumns) {
        tooMany = true;
        continue;
      }
      const layout = this.finder.of(names);
      const found = layout.columns.filter(({ cell }) => cell !== null).length;
      const isBetter =
        best === undefined ||
        found > best.found ||
        // Where nothing is known, what parts the line most is most likely what parts it.
        (found === best.found && names.length > best.layout.columns.length);
      if (isBetter) best = { layout, delimiter, found };
    }
    // By another delimiter the line is one column, and the message would name that.
    if (tooMany && (best?.found ?? 0) === 0)
      throw new ImportError(
        'invalid_header',
        say('the header has more than {{limit}} columns', { limit: LIMITS.importColumns }),
        say('the first row names the columns, divided by comma, semicolon or tab'),
      );
    return best;
  }

  #cells(line: Buffer, delimiter: string): string[] | undefined {
    try {
      return (
        (parse(line, { delimiter, relax_column_count: true, relax_quotes: true }) as string[][])[0] ?? []
      );
    } catch (cause) {
      // A line behind the first is most likely no header, but a row.
      if (this.#first !== undefined) return undefined;
      throw new ImportError(
        'invalid_header',
        say('the header row cannot be read'),
        say('check its quotes: a field that holds a quote is quoted, and the quote doubled'),
        { cause },
      );
    }
  }
}

/** Names of a foreign file can be anything; a message shows the start of them. */
const SHOWN = 40;

function refuseUnusable({ missing, twice, columns, exporter }: Layout): void {
  if (twice !== undefined && missing.length === 0)
    throw new ImportError(
      'duplicate_column',
      say('the column {{name}} is there twice', { name: twice }),
      say('leave one of them, or give the other another name'),
    );
  if (missing.length === 0) return;
  const shown = columns
    .slice(0, SHOWN)
    .map(({ column }) =>
      column
        .trim()
        .slice(0, SHOWN)
        .replace(/\p{Cc}/gu, ' '),
    )
    .join(', ');
  const names = missing.join(', ');
  const [first, ...others] = missing.flatMap((name) => exporter?.advice?.[name] ?? []);
  throw new ImportError(
    'missing_column',
    exporter === undefined
      ? say('the header lacks {{names}}; it has: {{columns}}', {
          names,
          columns: `${shown}${columns.length > SHOWN ? ', …' : ''}`,
        })
      : say('this export of {{exporter}} lacks {{names}}', { exporter: exporter.name, names }),
    first !== undefined
      ? others.reduce((reason, hint) => say('{{reason}}; {{hint}}', { reason, hint }), first)
      : say(
          'the first row names the columns, divided by comma, semicolon or tab; other names can be mapped: --map Name=column, over HTTP map=Name=column',
        ),
    { columns: columns.map(({ column, cell }) => ({ column, field: cell })) },
  );
}
