import { setTimeout as wait } from 'node:timers/promises';
import { type BeaconEvent, BROWSER_HEADERS, beacon, newcomer, pageView, purchase } from './beacons.js';

/** A beacon as it was sent, and is sent again. */
export interface SentBeacon {
  readonly body: string;
  readonly events: readonly BeaconEvent[];
}

export interface LoadOptions {
  /** People who send at the same time; 6 if left out. */
  readonly senders?: number;
}

/**
 * People who send beacons as fast as they are answered. As a browser does, one keeps a beacon that is not answered, or
 * answered 503, and sends it again.
 */
export class BeaconLoad {
  /** Beacons answered 204, in the order of their answers. */
  readonly answered: SentBeacon[] = [];
  /** Beacons that are to be sent again. */
  readonly unanswered: SentBeacon[] = [];
  /** Answers that are neither 204 nor 503. */
  readonly unexpected: string[] = [];
  /** How often 503 was answered. */
  busy = 0;
  readonly #people: ReturnType<typeof newcomer>[];
  #running: Promise<void>[] = [];
  #stop = new AbortController();
  #made = 0;

  constructor(
    private readonly url: string,
    { senders = 6 }: LoadOptions = {},
  ) {
    this.#people = Array.from({ length: senders }, newcomer);
  }

  /** People who take part: one visit each. */
  get people(): number {
    return this.#people.length;
  }

  /** Starts to send. Somebody whose beacon gets no answer at all stops, until this is called again. */
  start(): void {
    this.#stop = new AbortController();
    this.#running = this.#people.map((person) => this.#send(person));
  }

  /** Waits until everybody has their answer, and has stopped. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.ended();
  }

  /** Waits until everybody has stopped because nobody answers. */
  async ended(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** Sends what has had no answer once more, and takes nothing but 204. */
  async sendAgain(): Promise<void> {
    for (let sent = this.unanswered.shift(); sent; sent = this.unanswered.shift()) {
      const { status } = await this.#post(sent);
      if (status !== 204) throw new Error(`sent again, answered ${status}`);
      this.answered.push(sent);
    }
  }

  /** Sends beacons again that have been answered, as a browser does that missed the answer. */
  async sendTwice(beacons: readonly SentBeacon[]): Promise<void> {
    for (const sent of beacons) {
      const { status } = await this.#post(sent);
      if (status !== 204) throw new Error(`sent twice, answered ${status}`);
    }
  }

  async #send(person: ReturnType<typeof newcomer>): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const sent = this.unanswered.shift() ?? this.#next(person);
      const response = await this.#post(sent).catch(() => undefined);
      if (response?.status === 204) {
        this.answered.push(sent);
        continue;
      }
      this.unanswered.push(sent);
      if (response?.status !== 503) {
        if (response) this.unexpected.push(`${response.status} to ${sent.body}`);
        return;
      }
      this.busy++;
      const seconds = Number(response.headers.get('retry-after'));
      if (!(seconds > 0)) this.unexpected.push('503 without Retry-After');
      // As a browser does. What ends the wait early is that the test stops the load.
      await wait(seconds * 1000, undefined, { signal }).catch(() => {});
    }
  }

  async #post({ body }: SentBeacon): Promise<Response> {
    const response = await fetch(`${this.url}/v1/events`, { method: 'POST', headers: BROWSER_HEADERS, body });
    await response.arrayBuffer();
    return response;
  }

  // From one event to thirty, every fourth beacon with an order.
  #next(person: ReturnType<typeof newcomer>): SentBeacon {
    const number = this.#made++;
    const events = Array.from({ length: 1 + ((number * 7) % 30) }, (_, index) =>
      index === 0 && number % 4 === 0 ? purchase((number % 90) + 0.1) : pageView(),
    );
    return { body: JSON.stringify(beacon(events, person)), events };
  }
}

/** The events of beacons. */
export function eventsOf(beacons: readonly SentBeacon[]): BeaconEvent[] {
  return beacons.flatMap(({ events }) => events);
}
