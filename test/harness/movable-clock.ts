import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.js';

const preload = pathToFileURL(join(root, 'test/harness/moved-clock.mjs')).href;
let count = 0;

/**
 * A clock for processes of the built program that the test sets: days pass between two visits, and the figures of a
 * test have dates that never change. It runs on from where it was set.
 */
export class MovableClock {
  /** Goes into the `env` of each process that lives by this clock. */
  readonly env: Readonly<Record<string, string>>;
  readonly #path = join(tmpdir(), `footfall-clock-${process.pid}-${++count}`);
  readonly #file = openSync(this.#path, 'w');

  constructor(at: number) {
    this.set(at);
    const options = [process.env.NODE_OPTIONS, `--import=${preload}`].filter(Boolean).join(' ');
    this.env = { NODE_OPTIONS: options, FOOTFALL_TEST_CLOCK: this.#path };
  }

  /** Milliseconds since the epoch; earlier than before is no journey back for what was already written. */
  set(at: number): void {
    // One write of eight bytes, so that no process ever reads half a number.
    writeSync(this.#file, new Float64Array([at - Date.now()]), 0, 8, 0);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }
}
