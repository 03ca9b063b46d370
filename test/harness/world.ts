import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { launchBrowser, newPerson, type PersonOptions } from './browser.js';
import { type Collector, type KpiAnswer, startCollector } from './collector.js';
import { counting } from './counting.js';
import { footfall } from './footfall.js';
import { MovableClock } from './movable-clock.js';
import { waitFor } from './wait.js';

const PAINT_AT_ONCE = `
  requestAnimationFrame = (paint) => {
    const later = setTimeout;
    setTimeout = (run, ms, ...given) => queueMicrotask(() => run(...given));
    paint(performance.now());
    setTimeout = later;
  };
`;

/** A page of somebody else, with a link into the shop: the browser itself then says where it came from. */
function pageElsewhere(target: string): string {
  // Search engines and social networks say their origin, also to shops without TLS.
  return `<!doctype html><meta name="referrer" content="origin"><title>Elsewhere</title><a href="${target}">shop</a>`;
}

/**
 * The demo shop, its collector and the people who visit it, all by one clock that the test sets. It stands still while
 * a page is worked with and moves when somebody reads or stays away, so that time on site is known to the millisecond.
 */
export class World {
  /** The foreground time of all people so far, ms. */
  readMs = 0;

  private constructor(
    readonly collector: Collector,
    readonly browser: Browser,
    readonly clock: MovableClock,
    public now: number,
  ) {}

  /** @param at the moment at which it begins, as `2026-05-04T10:00:00+02:00`. */
  static async begin(at: string): Promise<World> {
    const now = Date.parse(at);
    const clock = new MovableClock(now);
    const [collector, browser] = await Promise.all([
      startCollector({ args: ['--demo-shop'], env: clock.env }),
      launchBrowser(),
    ]);
    return new World(collector, browser, clock, now);
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.collector.stop();
    this.clock.close();
  }

  /** Lets time pass, for the collector at once, for a person at the next arrival. */
  moveTo(at: string | number): void {
    const now = typeof at === 'number' ? at : Date.parse(at);
    if (now < this.now) throw new Error(`the world is at ${new Date(this.now).toISOString()} already`);
    this.now = now;
    this.clock.set(now);
  }

  person(options?: PersonOptions): Promise<Visitor> {
    return this.#visitor(true, options);
  }

  /** Somebody whom the collector takes for a robot: its time is not counted. */
  robot(options: PersonOptions & { userAgent: string }): Promise<Visitor> {
    return this.#visitor(false, options);
  }

  async #visitor(counted: boolean, options?: PersonOptions): Promise<Visitor> {
    const context = await newPerson(this.browser, options);
    await context.clock.install({ time: this.now - 2000 });
    await context.clock.pauseAt(this.now - 1000);
    // Where time stands still from the start, performance.now() is 0, which it is in no browser.
    await context.clock.fastForward(1000);
    // A page is painted without time passing, so that the script begins at a moment that is known.
    await context.addInitScript(PAINT_AT_ONCE);
    return new Visitor(this, context, counted);
  }

  /** `footfall import` of a CSV file, as the shop's owner would run it beside the running collector. */
  async import(dataset: string, csv: string): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'footfall-import-'));
    const file = join(folder, `${dataset}.csv`);
    await writeFile(file, csv);
    const { dataFolder } = this.collector;
    const run = await footfall(['import', dataset, file, '--site', 'demo'], {
      dataFolder,
      env: this.clock.env,
    });
    await rm(folder, { recursive: true });
    if (run.code !== 0) throw new Error(`import of ${dataset} ended with ${run.code}\n${run.stderr}`);
  }

  /** A figure of all days, for waiting. */
  figure(kpi: string): Promise<KpiAnswer> {
    return this.collector.kpi(kpi, { site: 'demo', from: '2026-01-01', to: '2026-12-31' });
  }
}

/** Somebody with a browser. One page at a time. */
export class Visitor {
  #page: Page | undefined;
  #underWay = new Set<Request>();

  constructor(
    private readonly world: World,
    private readonly context: BrowserContext,
    private readonly counted: boolean,
  ) {}

  /** The page that is open. */
  get page(): Page {
    if (!this.#page) throw new Error('the person is not in the shop');
    return this.#page;
  }

  /**
   * Opens the shop in a new tab: by a link on another page where `from` is given, else as if typed in.
   *
   * @param path below the shop, as `product/chefs-knife/`.
   */
  async arrive(path: string, { from, at }: { from?: string; at?: string } = {}): Promise<void> {
    if (at !== undefined) this.world.moveTo(at);
    await this.context.clock.pauseAt(this.world.now);
    const page = await this.context.newPage();
    this.#page = page;
    this.#watch(page);
    const target = `${this.world.collector.url}/shop/${path}`;
    if (from === undefined) {
      await page.goto(target);
    } else {
      const body = pageElsewhere(target);
      await page.route(from, (route) => route.fulfill({ contentType: 'text/html', body }));
      await page.goto(from);
      await page.getByRole('link').click();
      await page.waitForURL(target);
    }
    await counting(this.page);
  }

  /** Follows an address within the shop, as a link would. */
  async goTo(path: string): Promise<void> {
    const target = `${this.world.collector.url}/shop/${path}`;
    await this.page.evaluate((url) => location.assign(url), target);
    await this.page.waitForURL(target);
    await counting(this.page);
  }

  /** Looks at the page. The only thing that takes time. */
  async read(seconds: number): Promise<void> {
    const ms = seconds * 1000;
    // Of a page that a click has led to.
    await counting(this.page);
    // The script gathers events for half a second; what it sends then is answered before its time-outs come up.
    await this.context.clock.runFor(1000);
    await this.#said();
    await this.context.clock.runFor(ms - 1000);
    await this.#answered();
    this.world.moveTo(this.world.now + ms);
    if (this.counted) this.world.readMs += ms;
  }

  /** Leaves the shop, and waits until the collector has the time that was spent on the last page. */
  async leave(): Promise<void> {
    await this.page.goto('about:blank');
    await this.page.close();
    this.#page = undefined;
    if (this.counted) await this.#readingIsKnown();
    else await waitFor('the robot', async () => (await this.world.figure('visits')).excluded.bots);
  }

  close(): Promise<void> {
    return this.context.close();
  }

  async #readingIsKnown(): Promise<void> {
    let known: unknown;
    const look = async () => {
      known = (await this.world.figure('time_on_site')).numerator;
      return known === this.world.readMs;
    };
    await waitFor('the time on the last page', look).catch((error: Error) => {
      throw new Error(`${error.message}; ${known} ms of ${this.world.readMs} are known`, { cause: error });
    });
  }

  #watch(page: Page): void {
    const isBeacon = (request: Request) => request.url().endsWith('/v1/events');
    page.on('request', (request) => {
      if (isBeacon(request) && request.resourceType() === 'fetch') this.#underWay.add(request);
    });
    page.on('requestfinished', (request) => this.#underWay.delete(request));
    page.on('requestfailed', (request) => this.#underWay.delete(request));
    // What a page that is gone had under way ends unseen.
    page.on('framenavigated', (frame) => frame === page.mainFrame() && this.#underWay.clear());
  }

  // Before a request is seen to be under way, the browser has decided which of the tabs may send.
  #said(): Promise<unknown> {
    return waitFor('what the page said at its start to be taken', () =>
      this.page.evaluate(() => !Object.keys(localStorage).some((name) => name.startsWith('footfall_event_'))),
    );
  }

  #answered(): Promise<unknown> {
    return waitFor('the answers to beacons', () => this.#underWay.size === 0, { interval: 5 });
  }
}
