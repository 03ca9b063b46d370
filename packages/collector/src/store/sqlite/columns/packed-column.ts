type Values = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** One column of the rows of a day: integers of which the lowest is taken off, in as few bytes as the rest needs. */
export interface Packed {
  base: number;
  /** `undefined`: all rows have the value `base`. */
  data: Values | undefined;
}

/** What stands for "nothing" in a column that is unpacked. */
export const NOTHING = -2147483648;

const HEADER = 16;
const WIDTHS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: Float64Array } as const;

/**
 * Packs the values of a column: 0 stands for nothing (`null`, or not a number), `value - base + 1` for a value.
 *
 * @returns 16 bytes of header (width; base as a double), then the values; of width 0 where all are the same.
 */
export function packColumn(values: ArrayLike<number | null>): Uint8Array {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let nulls = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number | null;
    if (isNothing(value)) nulls++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (nulls === values.length) return packed(0, NOTHING, 0);
  if (nulls === 0 && low === high) return packed(0, low, 0);
  const range = high - low + 1;
  const width = range < 256 ? 1 : range < 65_536 ? 2 : range < 4_294_967_296 ? 4 : 8;
  const bytes = packed(width, low, values.length);
  const data = new WIDTHS[width](bytes.buffer, HEADER);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number | null;
    data[row] = isNothing(value) ? 0 : value - low + 1;
  }
  return bytes;
}

const isNothing = (value: number | null): value is null => value === null || Number.isNaN(value);

function packed(width: number, base: number, rows: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER + rows * width);
  const header = new DataView(bytes.buffer);
  header.setUint8(0, width);
  header.setFloat64(8, base);
  return bytes;
}

/** The column that {@link packColumn} has made, still packed. @param bytes may lie anywhere in a larger buffer. */
export function openColumn(bytes: Uint8Array): Packed {
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  const width = header.getUint8(0) as 0 | keyof typeof WIDTHS;
  const base = header.getFloat64(8);
  if (width === 0) return { base, data: undefined };
  const rows = (bytes.byteLength - HEADER) / width;
  const offset = bytes.byteOffset + HEADER;
  if (offset % width === 0)
    return { base, data: new WIDTHS[width](bytes.buffer as ArrayBuffer, offset, rows) };
  // A copy (which a slice of a buffer is not): the values must lie at an offset that their width divides.
  const own = new Uint8Array(bytes.subarray(HEADER));
  return { base, data: new WIDTHS[width](own.buffer) };
}

/** Unpacks a column; `null` becomes {@link NOTHING}. @param into at least as long as `rows`. */
export function unpackColumn({ base, data }: Packed, rows: number, into: Float64Array): void {
  if (!data) into.fill(base, 0, rows);
  else if (data instanceof Uint8Array) unpackBytes(data, base - 1, into);
  else if (data instanceof Uint16Array) unpackShorts(data, base - 1, into);
  else if (data instanceof Uint32Array) unpackLongs(data, base - 1, into);
  else
    for (let row = 0; row < data.length; row++)
      into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + base - 1;
}

// The same loop again: each sees one kind of array only, which is what makes it fast.
function unpackBytes(data: Uint8Array, add: number, into: Float64Array): void {
  for (let row = 0; row < data.length; row++)
    into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + add;
}

function unpackShorts(data: Uint16Array, add: number, into: Float64Array): void {
  for (let row = 0; row < data.length; row++)
    into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + add;
}

function unpackLongs(data: Uint32Array, add: number, into: Float64Array): void {
  for (let row = 0; row < data.length; row++)
    into[row] = data[row] === 0 ? NOTHING : (data[row] as number) + add;
}
