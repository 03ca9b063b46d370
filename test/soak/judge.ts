/** What was seen of the collector in one piece of a soak. */
export interface Sample {
  /** Seconds since the beginning. */
  readonly at: number;
  /** Memory of the process, bytes. */
  readonly memory: number;
  /** Of the beacons answered in this piece, ms. */
  readonly p50: number;
  readonly p99: number;
  /** Events that were ever answered 204. */
  readonly events: number;
  /** Size of the database. */
  readonly bytes: number;
}

export interface Verdict {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What it may be at the most. */
  readonly limit: number;
  readonly ok: boolean;
}

/**
 * Whether memory and latency stay where they were and the file grows as the events do.
 *
 * The first third is left out: the program warms up. Then the median of the last third is compared with that of the
 * second; a leak of a tenth of the memory in a third of the time is a finding, what comes and goes is none.
 */
export function judge(samples: readonly Sample[]): Verdict[] {
  const third = Math.floor(samples.length / 3);
  const [middle, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)];
  const change = (of: (sample: Sample) => number) => median(last.map(of)) / median(middle.map(of));
  const grown = (piece: readonly Sample[]) => {
    const [from, to] = [piece[0] as Sample, piece.at(-1) as Sample];
    return (to.bytes - from.bytes) / (to.events - from.events);
  };
  const verdict = (metric: string, value: number, unit: string, limit: number): Verdict => ({
    ...{ metric, value: Math.round(value * 1000) / 1000, unit, limit },
    ok: value <= limit,
  });
  return [
    verdict(
      'memory, last third against second',
      change(({ memory }) => memory),
      'ratio',
      1.1,
    ),
    verdict(
      'median latency, last third against second',
      change(({ p50 }) => p50),
      'ratio',
      1.3,
    ),
    verdict(
      'p99 latency, last third against second',
      change(({ p99 }) => p99),
      'ratio',
      1.5,
    ),
    verdict('bytes an event, last third against second', grown(last) / grown(middle), 'ratio', 1.2),
  ];
}

/** The middle one of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
