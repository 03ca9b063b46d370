/** A number that one thread raises while it is at work, and another looks at: who raises it is alive, however long its work is. */
export class Pulse {
  readonly #beats: Int32Array;

  constructor(readonly shared = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.#beats = new Int32Array(shared);
  }

  beat(): void {
    Atomics.add(this.#beats, 0, 1);
  }

  get count(): number {
    return Atomics.load(this.#beats, 0);
  }
}
