/** Values in their order, some of which have gone, and others that have come: what a quantile is taken of. */
export interface RankedValues {
  sorted: Float64Array;
  gone: Float64Array;
  come: Float64Array;
}

/** An exact quantile as `quantileOf` has it, of values that need not be put together; `gone` and `come` are sorted too. */
export function quantileOfRanked(values: RankedValues, perMille: number): number | null {
  const length = values.sorted.length - values.gone.length + values.come.length;
  if (length === 0) return null;
  const place = (length - 1) * perMille;
  const low = Math.floor(place / 1000);
  const part = (place % 1000) / 1000;
  const below = valueAt(values, low);
  return low + 1 < length ? below * (1 - part) + valueAt(values, low + 1) * part : below * (1 - part);
}

/** The value that so many others come before: the least that is not outranked. */
function valueAt(values: RankedValues, rank: number): number {
  const { sorted, gone, come } = values;
  const isReached = (value: number) => upTo(sorted, value) - upTo(gone, value) + upTo(come, value) > rank;
  const least = (of: Float64Array) => {
    const at = firstWhere(of.length, (index) => isReached(of[index] as number));
    return at < of.length ? (of[at] as number) : Number.POSITIVE_INFINITY;
  };
  return Math.min(least(sorted), least(come));
}

/** How many of sorted values are not larger than one. */
const upTo = (sorted: Float64Array, value: number): number =>
  firstWhere(sorted.length, (index) => (sorted[index] as number) > value);

function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
