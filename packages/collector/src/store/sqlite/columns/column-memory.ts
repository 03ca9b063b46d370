/** What columns are given memory by: a column of a large shop has some dozen. */
const CHUNK = 128 * 1024;
/**
 * What is asked of the system at once: more than the C library ever takes from its own heaps (32 MB), so that it is memory of its own, of
 * which pages that nobody has written yet take no room.
 */
const REGION = 48 * 1024 * 1024;
/** Values lie where an array of any width can begin. */
const ALIGNED = 8;

/**
 * Memory of columns: what one lets go another takes. Ten thousand buffers of some kilobytes, as they come from the file, would be scattered
 * over the heaps of the C library, which then never shrink.
 */
export class ColumnMemory {
  readonly #free: Uint8Array[] = [];
  readonly #columns = new Map<string, { chunks: Uint8Array[]; used: number }>();

  /** Copies a piece of a column into its memory. */
  put(column: string, bytes: Uint8Array): Uint8Array {
    // Of a day of a hundred thousand visits: large enough to be a piece by itself.
    if (bytes.byteLength > CHUNK) return bytes;
    let memory = this.#columns.get(column);
    if (!memory) {
      memory = { chunks: [], used: 0 };
      this.#columns.set(column, memory);
    }
    if (memory.chunks.length === 0 || memory.used + bytes.byteLength > CHUNK) {
      memory.chunks.push(this.#chunk());
      memory.used = 0;
    }
    const at = memory.used;
    memory.used = Math.ceil((at + bytes.byteLength) / ALIGNED) * ALIGNED;
    const own = (memory.chunks.at(-1) as Uint8Array).subarray(at, at + bytes.byteLength);
    own.set(bytes);
    return own;
  }

  /** Takes the memory of a column back; nobody may read it any more. */
  drop(column: string): void {
    this.#free.push(...(this.#columns.get(column)?.chunks ?? []));
    this.#columns.delete(column);
  }

  #chunk(): Uint8Array {
    const free = this.#free.pop();
    if (free) return free;
    const region = new Uint8Array(REGION);
    for (let at = REGION - CHUNK; at >= 0; at -= CHUNK) this.#free.push(region.subarray(at, at + CHUNK));
    return this.#free.pop() as Uint8Array;
  }
}
