/** Processor milliseconds of the loop below on the machine on which the limits of the tests were set. */
const REFERENCE_MS = 100;

/**
 * How many times slower than the machine on which limits were set this one is; 1 where it is as fast or faster. Limits in seconds of
 * a processor, and how far a browser's processor is held back, go by it, so that they ask the same of a program on any machine.
 */
export function slowness(): number {
  known ??= Math.max(1, Math.min(...Array.from({ length: 7 }, loopMs)) / REFERENCE_MS);
  return known;
}

let known: number | undefined;

/** A fixed loop of plain arithmetic and memory, by the processor's own clock. */
function loopMs(): number {
  const numbers = new Float64Array(65_536);
  let state = 11;
  const before = process.cpuUsage();
  for (let step = 0; step < 5_000_000; step++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const at = state >>> 16;
    numbers[at] = Math.log1p((numbers[at] ?? 0) + state / 2 ** 32);
  }
  const { user, system } = process.cpuUsage(before);
  if (!numbers.every(Number.isFinite)) throw new Error('the loop went wrong');
  return (user + system) / 1000;
}
