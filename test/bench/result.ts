/** One line of a benchmark: what was measured, and the same against something in the same run. */
export interface Result {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  /** What it is compared with. */
  against: string;
  /** `value` beside the other's; what it means is said by `against`. */
  ratio: number;
}

/** Prints a result as one JSON object a line. */
export function report(result: Result): void {
  const rounded = (value: number) => Number(value.toPrecision(4));
  console.log(JSON.stringify({ ...result, value: rounded(result.value), ratio: rounded(result.ratio) }));
}

/** The `share` quantile (0.5: median) of numbers, nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
