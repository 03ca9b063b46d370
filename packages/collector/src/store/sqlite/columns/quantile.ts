/**
 * An exact quantile, interpolated between the two nearest values (type 7 of Hyndman and Fan 1996). Puts the values
 * in another order: it selects (Hoare 1961) instead of sorting, which takes time in proportion to their number.
 */
export function quantileOf(values: Float64Array, perMille: number): number | null {
  const { length } = values;
  if (length === 0) return null;
  const place = (length - 1) * perMille;
  const low = Math.floor(place / 1000);
  const part = (place % 1000) / 1000;
  const below = select(values, low);
  if (low + 1 >= length) return below * (1 - part);
  let above = values[low + 1] as number;
  for (let at = low + 2; at < length; at++) if ((values[at] as number) < above) above = values[at] as number;
  return below * (1 - part) + above * part;
}

/** Puts the value of a rank (from 0) to its place: none before it is larger, none after it smaller. */
function select(values: Float64Array, rank: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = middleOf(
      values[left] as number,
      values[(left + right) >> 1] as number,
      values[right] as number,
    );
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else break;
  }
  return values[rank] as number;
}

const middleOf = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
