import { setImmediate as turn } from 'node:timers/promises';
import { findDataset } from '@footfall/protocol';
import { importStream } from '../import/stream.js';
import type { Site, Store } from '../store/store.js';
import type { DemoRow } from './row.js';
import { type DemoOptions, demoShop } from './shop.js';

/** Visits that share transactions; the next group is made while one is being written. */
const GROUP = 250;
/** Rows of a dataset that are brought in at once. */
const ROWS = 5_000;

/** What was put into a site. */
export interface DemoFilled {
  visits: number;
  events: number;
  /** Rows by dataset. */
  rows: Record<string, number>;
}

interface FillOptions extends DemoOptions {
  /** Called after each group of visits. */
  onProgress?: (filled: DemoFilled) => void;
  /** Ends it early; what is in stays. */
  signal?: AbortSignal;
}

/**
 * Fills a site with the demo shop: visits as the receivers hand batches of browsers to the store, everything else as
 * files of the importer. The same again changes nothing, for events and rows have the same ids.
 *
 * @throws StoreBusy when the store takes nothing
 * @throws the signal's reason when it says to stop
 */
export async function fillDemo(
  store: Pick<Store, 'append' | 'importRows'>,
  site: Pick<Site, 'key' | 'timezone'>,
  { onProgress, signal, ...options }: FillOptions,
): Promise<DemoFilled> {
  const filled: DemoFilled = { visits: 0, events: 0, rows: {} };
  const files = new Files(store, site, filled);
  let group: Promise<{ accepted: number; duplicates: number }>[] = [];
  let before: typeof group = [];
  const settle = async () => {
    for (const { accepted, duplicates } of await Promise.all(before)) {
      filled.visits++;
      filled.events += accepted + duplicates;
    }
    before = group;
    group = [];
    signal?.throwIfAborted();
    onProgress?.(filled);
    // Making visits takes no break of its own, and a collector may have requests to answer on this thread.
    await turn();
  };
  try {
    for (const part of demoShop(options)) {
      if ('batch' in part) {
        // Rates and the catalogue are known before the first order.
        if (filled.visits === 0 && group.length === 0 && before.length === 0) await files.flush();
        group.push(store.append({ site: site.key, ...part.batch }));
        if (group.length === GROUP) await settle();
      } else if (files.add(part)) await files.flush(part.dataset);
    }
    await settle();
    await settle();
    await files.flush();
    return filled;
  } finally {
    // One that failed is told by the group that was awaited; the others must not count as nobody's.
    for (const append of [...before, ...group]) append.catch(() => {});
  }
}

/** Rows that wait for their file to be worth an import. */
class Files {
  readonly #waiting = new Map<string, DemoRow['row'][]>();

  constructor(
    private readonly store: Pick<Store, 'importRows'>,
    private readonly site: Pick<Site, 'key' | 'timezone'>,
    private readonly filled: DemoFilled,
  ) {}

  /** @returns whether so many wait that they want to be flushed */
  add({ dataset, row }: DemoRow): boolean {
    const rows = this.#waiting.get(dataset) ?? [];
    rows.push(row);
    this.#waiting.set(dataset, rows);
    return rows.length >= ROWS;
  }

  async flush(only?: string): Promise<void> {
    for (const [name, rows] of this.#waiting) {
      if (rows.length === 0 || (only !== undefined && name !== only)) continue;
      this.#waiting.set(name, []);
      const dataset = findDataset(name);
      if (dataset === undefined) throw new Error(`there is no dataset ${name}`);
      const { store, site } = this;
      const answer = await importStream({ store, site, dataset, body: lines(rows), format: 'ndjson' });
      const [refused] = answer.refused;
      if (refused) throw new Error(`${name}, row ${refused.row}: ${refused.reason}`);
      this.filled.rows[name] = (this.filled.rows[name] ?? 0) + answer.rows;
    }
  }
}

async function* lines(rows: readonly DemoRow['row'][]): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < rows.length; at += 500)
    yield Buffer.from(
      rows
        .slice(at, at + 500)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(''),
    );
}
