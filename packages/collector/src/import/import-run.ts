import { randomUUID } from 'node:crypto';
import { DATASETS, type DatasetName, LIMITS, zonedTimeReader } from '@footfall/protocol';
import { say } from '../say.js';
import type { ImportRunRecord, RefusedRow } from '../store/store.js';
import { pieces } from './bytes.js';
import { csvRows } from './csv.js';
import { type Format, formatOfStart } from './format.js';
import type { DatasetCounts, ImportAnswer, ImportOptions } from './import-answer.js';
import { ImportError } from './import-error.js';
import { jsonArrayRows } from './json-array.js';
import { type Layout, LayoutFinder } from './layout.js';
import { ndjsonRows } from './ndjson.js';
import type { Notices, RawRow } from './raw-row.js';
import { Target } from './target.js';
import { type DatasetRow, translate } from './translate.js';

/** Rows after which progress is told. */
const REPORT_ROWS = 1_000;

// The store refuses rows of a chunk after later rows were read, so the first ones are picked from more.
const REFUSED_KEPT = 2_000;

/** Unknown columns that the answer names. */
const WARNINGS = 20;

/** Rows that a dry run shows. */
const PREVIEW_ROWS = 10;

/** One file on its way into the store. */
export class ImportRun {
  readonly #options: ImportOptions;
  readonly #finder: LayoutFinder;
  readonly #targets = new Map<string, Target>();
  readonly #unknown = new Set<string>();
  readonly #warnings: string[] = [];
  #layout: Layout | undefined;
  #record: ImportRunRecord | undefined;
  #rows = 0;
  #last = 0;
  #passedOver = 0;
  #unread = 0;
  #bytes = 0;
  #refused: RefusedRow[] = [];

  constructor(options: ImportOptions) {
    this.#options = options;
    this.#finder = new LayoutFinder(options.dataset, options.reading ?? {});
  }

  /** Puts the run into the history. */
  async begin(): Promise<void> {
    const { source, dryRun, site, dataset } = this.#options;
    if (source === undefined || dryRun) return;
    const counts = { rows: 0, inserted: 0, updated: 0, refused: 0, datasets: null };
    const { now, ...from } = source;
    this.#record = {
      ...{ id: randomUUID(), site: site.key, dataset: dataset.name, exporter: null, ...from },
      ...{ started: now(), ended: null, state: 'running', error: null },
      ...counts,
    };
    await this.#putRecord();
  }

  async *source(): AsyncGenerator<DatasetRow[]> {
    const { dataset, site, reading = {} } = this.#options;
    const read = zonedTimeReader(site.timezone);
    yield* translate(this.#raw(), {
      dataset: dataset.name as DatasetName,
      reading,
      layout: () => this.#layout as Layout,
      time: (text) => read(text.trim()),
    });
  }

  /** @returns what is full, and wants to be flushed before more is taken. */
  take(found: DatasetRow): Target | undefined {
    if ('passedOver' in found) {
      this.#passedOver++;
      return undefined;
    }
    if (found.row !== this.#last) {
      this.#last = found.row;
      this.#rows++;
      if (this.#rows % REPORT_ROWS === 0) this.#report();
    }
    if ('reason' in found) {
      this.#unread++;
      this.#refuse([{ row: found.row, reason: found.reason }]);
      return undefined;
    }
    const target = this.#target(found.dataset);
    return target.take(found.row, found.cells) ? target : undefined;
  }

  /** Writes what is left, and says what became of everything. */
  async finish(): Promise<ImportAnswer> {
    for (const target of this.#targets.values()) await target.finish();
    this.#report();
    const answer = this.#answer();
    await this.#end('done', null);
    return answer;
  }

  /** Puts into the history that the file could not be brought in to its end. */
  async fail(error: unknown): Promise<void> {
    await this.settled();
    const code = error instanceof Error && 'code' in error ? String(error.code) : (error as Error)?.name;
    // What failed is told by whoever called; that the history could not be written would only hide it.
    await this.#end('failed', code ?? 'failed').catch(() => {});
  }

  /** Resolves when the store is not at work for this run any more. */
  async settled(): Promise<void> {
    for (const target of this.#targets.values()) await target.settled();
  }

  async *#raw(): AsyncGenerator<RawRow[]> {
    const [start, body] = await peek(this.#counted());
    if (start === undefined)
      throw new ImportError(
        'empty_file',
        say('the file is empty'),
        say('columns of {{dataset}}: {{names}}', {
          dataset: this.#options.dataset.name,
          names: this.#finder.columns.join(', '),
        }),
      );
    yield* this.#rowsOf(this.#options.format ?? formatOfStart(start) ?? 'csv', body);
  }

  #rowsOf(format: Format, body: AsyncIterable<Buffer>): AsyncGenerator<RawRow[]> {
    const notices: Notices = {
      layout: (layout) => {
        this.#layout = layout;
      },
      passedOver: () => {
        this.#passedOver++;
      },
      unknownColumn: (name) => {
        if (this.#unknown.size < WARNINGS)
          this.#unknown.add(name.slice(0, 100).replace(/[\p{Cc}\p{Cs}]/gu, ' '));
      },
      stopped: (message) => this.#warnings.push(message),
    };
    if (format === 'csv') return csvRows(body, this.#finder, notices);
    this.#layout = this.#finder.ofObjects();
    return (format === 'ndjson' ? ndjsonRows : jsonArrayRows)(body, this.#layout, notices);
  }

  async *#counted(): AsyncGenerator<Buffer> {
    for await (const piece of pieces(this.#options.body)) {
      this.#options.signal?.throwIfAborted();
      this.#bytes += piece.length;
      yield piece;
    }
  }

  #target(name: DatasetName): Target {
    const known = this.#targets.get(name);
    if (known !== undefined) return known;
    const { store, site, dataset, dryRun = false, signal } = this.#options;
    const exporter = this.#layout?.exporter;
    const target = new Target({
      ...{ store, site, dryRun, signal },
      dataset: name === dataset.name ? dataset : DATASETS[name],
      sum: exporter?.dataset === name ? (exporter.sum ?? []) : [],
      preview: dryRun ? PREVIEW_ROWS : 0,
      onRefused: (rows) => this.#refuse(rows),
      onWritten: () => this.#report(),
    });
    this.#targets.set(name, target);
    return target;
  }

  #refuse(rows: RefusedRow[]): void {
    this.#options.onRefused?.(rows);
    this.#refused.push(...rows);
    if (this.#refused.length > REFUSED_KEPT) this.#refused = firstRows(this.#refused);
  }

  #count(what: 'inserted' | 'updated' | 'merged' | 'refused'): number {
    let sum = 0;
    for (const target of this.#targets.values()) sum += target[what];
    return sum;
  }

  #counts(): Record<string, DatasetCounts> {
    return Object.fromEntries(
      [...this.#targets].map(([name, { inserted, updated, refused }]) => [
        name,
        { inserted, updated, refused },
      ]),
    );
  }

  #answer(): ImportAnswer {
    const { dryRun } = this.#options;
    const exporter = this.#layout?.exporter;
    return {
      rows: this.#rows,
      inserted: this.#count('inserted'),
      updated: this.#count('updated'),
      refused: firstRows(this.#refused),
      refused_count: this.#unread + this.#count('refused'),
      warnings: [
        ...[...this.#unknown].map((name) => `the column "${name}" is not of this dataset and was ignored`),
        ...(this.#rows === 0 ? ['the file has no rows'] : []),
        ...this.#warnings,
      ],
      exporter: exporter?.id ?? null,
      merged: this.#count('merged'),
      passed_over: this.#passedOver,
      ...(this.#targets.size > 1 && { datasets: this.#counts() }),
      ...(dryRun && {
        dry_run: true as const,
        columns: (this.#layout?.columns ?? []).map(({ column, cell }) => ({ column, field: cell })),
        preview: [...this.#targets].flatMap(([dataset, { preview }]) =>
          preview.map((row) => ({ dataset, ...row })),
        ),
      }),
    };
  }

  async #end(state: ImportRunRecord['state'], error: string | null): Promise<void> {
    if (this.#record === undefined) return;
    const { rows, inserted, updated, refused_count: refused, exporter, datasets = null } = this.#answer();
    const ended = this.#options.source?.now() ?? null;
    Object.assign(this.#record, {
      state,
      error,
      ended,
      rows,
      inserted,
      updated,
      refused,
      exporter,
      datasets,
    });
    await this.#putRecord();
  }

  async #putRecord(): Promise<void> {
    if (this.#record !== undefined) await this.#options.store.putImportRun?.(this.#record);
  }

  #report(): void {
    this.#options.onProgress?.({
      bytes: this.#bytes,
      rows: this.#rows,
      refused: this.#unread + this.#count('refused'),
    });
  }
}

function firstRows(refused: RefusedRow[]): RefusedRow[] {
  return refused.toSorted((one, two) => one.row - two.row).slice(0, LIMITS.importRefusalsNamed);
}

/** The first piece that holds something visible, and the body with all its pieces still in it. */
async function peek(body: AsyncGenerator<Buffer>): Promise<[Buffer | undefined, AsyncIterable<Buffer>]> {
  for (;;) {
    const { value, done } = await body.next();
    if (done) return [undefined, body];
    if (/\S/.test(value.toString('latin1')))
      return [
        value,
        (async function* () {
          try {
            yield value;
            yield* body;
          } finally {
            // Also when the reader left after the first piece: the sender is told that no more is wanted.
            await body.return(undefined);
          }
        })(),
      ];
  }
}
