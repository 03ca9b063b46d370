/** One column of the rows of a day: integers of which the lowest is taken off, in as few bytes as the rest needs. */
export interface Packed {
  base: number;
  data: Uint8Array | Uint16Array | Uint32Array | Float64Array;
}

/** What stands for "nothing" in a column that is unpacked. */
export const NOTHING = -2147483648;

const HEADER = 16;
const WIDTHS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: Float64Array } as const;

/**
 * Packs the values of a column: 0 stands for `null`, `value - base + 1` for a value.
 *
 * @returns 16 bytes of header (width; base as a double), then the values.
 */
export function packColumn(values: readonly (number | null)[]): Uint8Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const base = low === Number.POSITIVE_INFINITY ? 0 : low;
  const range = high === Number.NEGATIVE_INFINITY ? 0 : high - base + 1;
  const width = range < 256 ? 1 : range < 65_536 ? 2 : range < 4_294_967_296 ? 4 : 8;
  const bytes = new Uint8Array(HEADER + values.length * width);
  const header = new DataView(bytes.buffer);
  header.setUint8(0, width);
  header.setFloat64(8, base);
  const data = new WIDTHS[width](bytes.buffer, HEADER);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number | null;
    data[row] = value === null ? 0 : value - base + 1;
  }
  return bytes;
}

/** The column that {@link packColumn} has made, still packed. @param bytes may lie anywhere in a larger buffer. */
export function openColumn(bytes: Uint8Array): Packed {
  // A copy: the values must lie at an offset that their width divides.
  const own = bytes.slice();
  const header = new DataView(own.buffer);
  const width = header.getUint8(0) as keyof typeof WIDTHS;
  return { base: header.getFloat64(8), data: new WIDTHS[width](own.buffer, HEADER) };
}

/** Unpacks a column; `null` becomes {@link NOTHING}. @param into at least as long as the column. */
export function unpackColumn({ base, data }: Packed, into: Float64Array): void {
  if (data instanceof Uint8Array) unpackBytes(data, base - 1, into);
  else if (data instanceof Uint16Array) unpackShorts(data, base - 1, into);
  else
    for (let row = 0; row < data.length; row++)
      into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + base - 1;
}

// The same loop twice: each sees one kind of array only, which is what makes it fast.
function unpackBytes(data: Uint8Array, add: number, into: Float64Array): void {
  for (let row = 0; row < data.length; row++)
    into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + add;
}

function unpackShorts(data: Uint16Array, add: number, into: Float64Array): void {
  for (let row = 0; row < data.length; row++)
    into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + add;
}
