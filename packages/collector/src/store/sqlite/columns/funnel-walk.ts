import type { FunnelScan } from '../../scan.js';

/**
 * The attempts of one visit at a funnel. Its events are added in any order; the walk goes over them once, from the end, so that
 * its cost does not grow with the attempts that a hostile visitor makes.
 */
export class FunnelWalk {
  readonly #steps: number;
  readonly #isStrict: boolean;
  readonly #limit: number;
  #times = new Float64Array(64);
  #marks = new Uint16Array(64);
  #ranks = new Int32Array(64);
  #order = new Int32Array(64);
  /** By place and step the place of the next event that can be it; -1: none. */
  #next = new Int32Array(64);
  #size = 0;

  /** When the steps of the attempt that counts were reached. */
  readonly times: number[] = [];

  constructor({ steps, order, limitMs }: FunnelScan) {
    this.#steps = steps.length;
    this.#isStrict = order === 'strict';
    this.#limit = limitMs ?? Number.POSITIVE_INFINITY;
  }

  clear(): void {
    this.#size = 0;
  }

  /** Adds an event; those with the same name come in their order. */
  add(time: number, mark: number): void {
    if (this.#size === this.#times.length) this.#grow();
    this.#times[this.#size] = time;
    this.#marks[this.#size] = mark;
    this.#size++;
  }

  /** Fills {@link times}. @returns how many steps the attempt that counts has reached */
  depth(): number {
    this.#sort();
    const [size, steps, order] = [this.#size, this.#steps, this.#order];
    // Loosely and without a limit the first attempt gets as far as any: what a later one meets, it meets too.
    if (!this.#isStrict && this.#limit === Number.POSITIVE_INFINITY) return this.#first();
    if (this.#next.length < size * steps) this.#next = new Int32Array(size * steps * 2);
    const next = this.#next;
    for (let place = size - 1; place >= 0; place--) {
      const mark = place + 1 < size ? (this.#marks[order[place + 1] as number] as number) : 0;
      for (let step = 1; step < steps; step++) {
        const can = ((mark >> step) & 1) === 1;
        const later = this.#isStrict || place + 1 >= size ? -1 : (next[(place + 1) * steps + step] as number);
        next[place * steps + step] = can ? place + 1 : later;
      }
    }
    let best = 0;
    for (let place = 0; place < size && best < steps; place++) {
      if (((this.#marks[order[place] as number] as number) & 1) === 0) continue;
      const depth = this.#attempt(place, best);
      if (depth > best) best = depth;
    }
    return best;
  }

  #first(): number {
    const order = this.#order;
    let depth = 0;
    for (let place = 0; place < this.#size && depth < this.#steps; place++) {
      const event = order[place] as number;
      if ((((this.#marks[event] as number) >> depth) & 1) === 0) continue;
      this.times[depth++] = this.#times[event] as number;
    }
    return depth;
  }

  /** Follows the attempt that begins at a place, and takes its times where it gets further than another. */
  #attempt(first: number, best: number): number {
    const order = this.#order;
    const timeAt = (place: number) => this.#times[order[place] as number] as number;
    const until = timeAt(first) + this.#limit;
    const places = [first];
    for (let step = 1; step < this.#steps; step++) {
      const place = this.#next[(places[step - 1] as number) * this.#steps + step] as number;
      if (place < 0 || timeAt(place) > until) break;
      places.push(place);
    }
    if (places.length > best)
      places.forEach((place, step) => {
        this.times[step] = timeAt(place);
      });
    return places.length;
  }

  /** Two steps at one moment are taken in the order of the funnel; what can be no step comes before them. */
  #sort(): void {
    const [times, ranks, order] = [this.#times, this.#ranks, this.#order];
    let isSorted = true;
    for (let event = 0; event < this.#size; event++) {
      const mark = (this.#marks[event] as number) & 0x7fff;
      ranks[event] = mark === 0 ? -1 : 31 - Math.clz32(mark & -mark);
      order[event] = event;
      if (event > 0 && (times[event] as number) <= (times[event - 1] as number)) isSorted = false;
    }
    if (isSorted) return;
    order.subarray(0, this.#size).sort(this.#compare);
  }

  readonly #compare = (a: number, b: number): number =>
    (this.#times[a] as number) - (this.#times[b] as number) ||
    (this.#ranks[a] as number) - (this.#ranks[b] as number) ||
    a - b;

  #grow(): void {
    const length = this.#times.length * 2;
    const [times, marks] = [this.#times, this.#marks];
    this.#times = new Float64Array(length);
    this.#times.set(times);
    this.#marks = new Uint16Array(length);
    this.#marks.set(marks);
    this.#ranks = new Int32Array(length);
    this.#order = new Int32Array(length);
  }
}
