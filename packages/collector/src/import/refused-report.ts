import { createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { RefusedRow } from '../store/store.js';

/** A CSV file with each refused row's number and reason; it is there only where a row was refused. */
export class RefusedReport {
  #stream: WriteStream | undefined;
  #failure: Error | undefined;

  constructor(readonly file: string) {}

  write(rows: readonly RefusedRow[]): void {
    if (this.#stream === undefined) {
      this.#stream = createWriteStream(this.file);
      this.#stream.on('error', (error) => {
        this.#failure = error;
      });
      this.#stream.write('row,reason\n');
    }
    this.#stream.write(stringify(rows.map(({ row, reason }) => [row, reason])));
  }

  /**
   * @returns whether there is a report
   * @throws where it could not be written
   */
  async close(): Promise<boolean> {
    if (this.#stream === undefined) return false;
    this.#stream.end();
    await finished(this.#stream).catch((error: Error) => {
      this.#failure ??= error;
    });
    if (this.#failure !== undefined) throw this.#failure;
    return true;
  }

  /** Takes the report away: the file is brought in again. */
  async discard(): Promise<void> {
    await this.close().catch(() => {});
    if (this.#stream !== undefined) await rm(this.file, { force: true });
  }
}
