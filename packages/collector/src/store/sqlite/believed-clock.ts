const DAY_MS = 24 * 3600_000;

/** How far a clock may have gone on since the newest event. */
const AHEAD_MS = 2 * DAY_MS;

/**
 * How far the clock of the machine is believed where events go by it for good and nobody looks on: a start with a clock that is
 * years ahead must not take all there is for old.
 *
 * The witness is the newest event that was there at the start, later one of the day before. From its arrival the clock may have gone
 * on by two days and by the time that this process has run since, which no clock moves.
 */
export class BelievedClock {
  #arrival: number | undefined;
  #since: number;

  /**
   * @param newestArrival when the newest event arrived; `undefined`: there is none
   * @param running ms for which the process has run
   */
  constructor(
    private readonly newestArrival: () => number | undefined,
    private readonly running: () => number = () => performance.now(),
  ) {
    this.#arrival = newestArrival();
    this.#since = running();
  }

  /** What is believed of `now`; `undefined`: nothing, for there is no event that bears it out. */
  believe(now: number): number | undefined {
    if (this.running() - this.#since >= DAY_MS) this.#renew();
    if (this.#arrival === undefined) return undefined;
    return Math.min(now, this.#arrival + AHEAD_MS + this.running() - this.#since);
  }

  /** Where nothing came in a day the witness stays, and the time since counts. */
  #renew(): void {
    const newest = this.newestArrival();
    if (newest === this.#arrival) return;
    this.#arrival = newest;
    this.#since = this.running();
  }
}
