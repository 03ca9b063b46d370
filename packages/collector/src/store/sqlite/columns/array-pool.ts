/** Shorter arrays cost less to make than to look for. */
const SHORTEST = 4096;
/** Bytes of arrays that wait for their next use, of one kind, in one thread. */
const KEPT = 6 * 1024 * 1024;

type Pooled = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/**
 * Arrays that one question has done with, for the next. Each question takes some fifty megabytes of them; those that the collector
 * of garbage is to find lie there until it comes, which for what lies outside of its heap is late.
 */
class ArrayPool<T extends Pooled> {
  readonly #free = new Map<number, T[]>();
  #bytes = 0;

  constructor(private readonly make: (length: number) => T) {}

  /** An array of at least so many numbers; what stands in it is left from its last use. */
  take(length: number): T {
    if (length < SHORTEST) return this.make(length);
    const size = 2 ** Math.ceil(Math.log2(length));
    const array = this.#free.get(size)?.pop();
    if (!array) return this.make(size);
    this.#bytes -= array.byteLength;
    return array;
  }

  /** A longer array with what stands in one, which is given back. */
  wider(array: T, length: number): T {
    const more = this.take(length);
    more.set(array);
    this.give(array);
    return more;
  }

  /** Gives an array back: whoever has it must let it go. */
  give(array: T): void {
    const { length, byteLength } = array;
    if (length < SHORTEST || 2 ** Math.ceil(Math.log2(length)) !== length) return;
    if (this.#bytes + byteLength > KEPT) return;
    const free = this.#free.get(length);
    if (free) free.push(array);
    else this.#free.set(length, [array]);
    this.#bytes += byteLength;
  }
}

export const floats = new ArrayPool((length) => new Float64Array(length));
export const integers = new ArrayPool((length) => new Int32Array(length));
