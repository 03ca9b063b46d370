import { expect } from 'vitest';
import { waitFor } from '../harness/wait.js';
import type { Browser, Tab as EngineTab, Person } from './engine.js';
import { FakeCollector, type SeenEvent } from './fake-collector.js';

/** How the shop brings the tracker in. */
export type Build = 'script tag' | 'npm build';

/** What a scenario expects of an event: its name, and whatever else it names. */
export interface Expected {
  name: string;
  /** Path and query of the URL. */
  at?: string;
  data?: Record<string, unknown>;
  title?: string;
}

export interface PageOptions {
  /** Settings of the tracker, under the names of `init`. */
  settings?: Record<string, unknown>;
  /** Script that runs before the tracker loads; `footfall` is the stub. */
  before?: string;
  /** What is in the body. */
  html?: string;
  headers?: Record<string, string>;
  /** How many times the tracker is on the page. */
  tags?: number;
  /** Leave the tracker out until `loadTracker()`. */
  late?: boolean;
  /** A page without the tracker. */
  bare?: boolean;
  /** Leave clocks and visibility to the browser; `tab.pass` and the like are not there then. */
  real?: boolean;
  /** What is loaded only when asked for; the linker with the shop's other domains. */
  chunks?: { linker?: string; dialects?: true; vitals?: true };
}

// What a page needs to be put to sleep, hidden and moved in time, in any engine, without waiting.
const SHIM = `
  (() => {
    // The tab's name outlives a navigation: the next page of the tab goes on from the same time.
    let skew = +window.name || 0, hidden = HIDDEN, focused = true;
    const now = Date.now, tick = performance.now.bind(performance);
    Date.now = () => now() + skew;
    // A slow machine adds next to nothing to the time that a scenario lets pass.
    performance.now = () => tick() / 100 + skew;
    // Errors are told by an image: not every driver tells them, and a page's policy for requests does not stop it.
    const tell = (error) => { new Image().src = '/page-error?' + encodeURIComponent(error); };
    addEventListener('error', ({ message }) => message && tell(message));
    addEventListener('unhandledrejection', ({ reason }) => tell(reason));
    const set = (type, target = document) => target.dispatchEvent(new Event(type, { bubbles: true }));
    Object.defineProperty(document, 'hidden', { get: () => hidden, configurable: true });
    Object.defineProperty(document, 'visibilityState', { get: () => hidden ? 'hidden' : 'visible', configurable: true });
    document.hasFocus = () => focused && !hidden;
    window.realNow = tick;
    window.test = {
      pass: (ms) => { skew += ms; window.name = skew; },
      hide: () => { hidden = true; set('visibilitychange'); },
      show: () => { hidden = false; set('visibilitychange'); },
      blur: () => { focused = false; set('blur', window); },
      focus: () => { focused = true; set('focus', window); },
      flush: () => set('online', window),
    };
  })();
`;

const STUB = `window.footfall = window.footfall || function () { (footfall.q = footfall.q || []).push(arguments) };`;

const attribute = (name: string, value: unknown): string =>
  ` data-${name}="${value === true ? '' : value === false ? 'off' : String(value).replaceAll('"', '&quot;')}"`;

const scriptTags = (all: Record<string, unknown>, chunks: NonNullable<PageOptions['chunks']>): string => {
  const attributes = Object.entries(all).map(([name, value]) => attribute(name, value));
  const beside = (name: string, more = '') => `<script defer src="/sdk/footfall-${name}.js"${more}></script>`;
  const first = [
    chunks.linker && beside('linker', attribute('domains', chunks.linker)),
    chunks.dialects && beside('dialects'),
  ].filter(Boolean);
  return [
    ...first,
    `<script ${first.length ? 'defer' : 'async'} src="/sdk/footfall.js"${attributes.join('')}></script>`,
    chunks.vitals ? beside('vitals') : '',
  ].join('');
};

const npmModule = (all: Record<string, unknown>, chunks: NonNullable<PageOptions['chunks']>): string => {
  // Before calls that wait are replayed: they may already be a visit's first events.
  const plugins = [
    chunks.linker && `linker.linker({ domains: ${JSON.stringify(chunks.linker.split(' '))} })`,
    ...(chunks.dialects ? ['dialects.universalAnalytics', 'dialects.segment'] : []),
    all.canonical && 'sdk.canonical',
    ...(all.auto === false
      ? ['replay']
      : ['sdk.timeOnSite', 'replay', 'sdk.dataLayer', 'sdk.links', 'sdk.forms', 'sdk.routes']),
  ].filter(Boolean);
  const imports = Object.keys(chunks).map((name) => `import * as ${name} from '/sdk/${name}.js';`);
  // What is Segment's by its name goes the way of its dialect, as the script tag's file does it by itself.
  const track = chunks.dialects
    ? `(name, data) => / /.test(name) ? dialects.trackSegment(name, data) : sdk.track(name, data)`
    : 'sdk.track';
  return `<script type="module">
    import * as sdk from '/sdk/index.js';
    ${imports.join('\n')}
    const commands = { track: ${track}, page: sdk.page, consent: sdk.consent, forget: sdk.forget, customer: sdk.customer, hook: sdk.hook${chunks.linker ? ', link: linker.decorate' : ''} };
    const call = (name, ...given) => commands[name] ? commands[name](...given) : sdk.track(name, ...given);
    const replay = () => { const { q = [] } = window.footfall; window.footfall = call; for (const entry of q) call(...entry); };
    sdk.init({ ...${JSON.stringify(all)}, plugins: [${plugins.join(', ')}] });
    ${chunks.vitals ? 'vitals.watchVitals(sdk.track);' : ''}
  </script>`;
};

const tracker = (build: Build, { settings = {}, chunks = {} }: PageOptions): string => {
  const all: Record<string, unknown> = { site: 'shop', endpoint: '/v1/events', ...settings };
  return build === 'script tag' ? scriptTags(all, chunks) : npmModule(all, chunks);
};

/** A tab in a scenario. */
export class Tab {
  constructor(
    readonly engine: EngineTab,
    private readonly shop: Shop,
  ) {}

  async open(path: string): Promise<this> {
    await this.engine.goto(this.shop.url(path));
    return this;
  }

  run<T>(script: string): Promise<T> {
    return this.engine.evaluate<T>(`(() => { ${script} })()`);
  }

  /** Resolves once the tracker runs, and what it does at its start is done. */
  async started(): Promise<this> {
    await waitFor('the tracker to start', () =>
      this.run<boolean>('return !!window.footfallStarted && typeof footfall === "function" && !footfall.q'),
    );
    return this;
  }

  /** Resolves once a navigation has come to this path. */
  async at(path: string): Promise<void> {
    await waitFor(`the path ${path}`, async () => (await this.run('return location.pathname')) === path);
  }

  /** Moves both clocks of the page. */
  pass(ms: number): Promise<void> {
    return this.run(`test.pass(${ms})`);
  }

  /** Sends what waits, and resolves when it has arrived: the tracker is idle then. */
  async settled(): Promise<this> {
    const mark = `done_${++this.shop.marks}`;
    await this.run(`footfall('${mark}')`);
    // Route changes and submitted forms are looked at in a task of their own.
    await this.run<void>('test.flush()');
    await this.shop.arrived(mark, () => this.run('test.flush()'));
    return this;
  }

  /** Sends what waits, if anything does, and resolves when no tab of the person is sending any more. */
  async idle(): Promise<void> {
    await this.run('test.flush()');
    // The tracker sends in turns, by a lock: behind its turn comes ours. Timers of 0 ms come before.
    await this.run(
      `return new Promise((done) => setTimeout(done)).then(() => navigator.locks.request('footfall', () => {}))`,
    );
  }
}

/** The shop of one scenario, its visitor and its collector. */
export class Shop {
  marks = 0;
  readonly pages = new Map<string, PageOptions>();

  constructor(
    readonly build: Build,
    readonly collector: FakeCollector,
    readonly person: Person,
  ) {
    collector.page = (path) => this.#render(path);
  }

  /** What a path shows; `*` stands for every other path. */
  page(path: string, options: PageOptions): this {
    this.pages.set(path, options);
    return this;
  }

  #render(path: string): { html: string; headers?: Record<string, string> } {
    const options = this.pages.get(path) ?? this.pages.get('*') ?? {};
    const { before = '', html = '', headers, tags = 1, late, bare, real } = options;
    const tag = tracker(this.build, options);
    const shim = real ? '' : SHIM.replace('HIDDEN', String(path.startsWith('/hidden')));
    const loader = `<template id="late">${tag}</template><script>window.loadTracker = () => { for (const old of document.querySelector('#late').content.children) { const copy = document.createElement('script'); for (const { name, value } of old.attributes) copy.setAttribute(name, value); copy.textContent = old.textContent; document.head.append(copy); } };</script>`;
    return {
      html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>${path}</title><script>${shim}${bare ? '' : STUB}${before}</script>${bare ? '' : late ? loader : tag.repeat(tags)}<body>${html}</body>`,
      ...(headers ? { headers } : {}),
    };
  }

  url(path: string): string {
    return path.startsWith('http') ? path : this.collector.origin + path;
  }

  /** The shop's other domain: another site to the browser, the same server. */
  get other(): string {
    return this.collector.origin.replace('localhost', '127.0.0.1');
  }

  /** Opens a path in a new tab, once the tracker runs there. */
  async open(path: string): Promise<Tab> {
    const tab = await this.blank();
    await tab.open(path);
    return tab.started();
  }

  async blank(): Promise<Tab> {
    return new Tab(await this.person.tab(), this);
  }

  /** Resolves with the first event of this name once it has arrived. */
  async arrived(name: string, nudge?: () => Promise<unknown>): Promise<SeenEvent> {
    let looks = 0;
    return waitFor(`${name} to arrive`, async () => {
      if (nudge && ++looks % 40 === 0) await nudge();
      return this.collector.raw.find((event) => event.name === name);
    });
  }

  /** Resolves once so many events of this name have arrived. */
  async arrivedTimes(name: string, times: number, nudge: () => Promise<unknown>): Promise<void> {
    await waitFor(
      `${times} ${name}`,
      async () => {
        await nudge();
        return this.named(name).length >= times;
      },
      { interval: 100 },
    );
  }

  /** The events so far, each once, without the marks of `settled`. */
  get events(): SeenEvent[] {
    return this.collector.events.filter((event) => !event.name.startsWith('done_'));
  }

  named(name: string): SeenEvent[] {
    return this.events.filter((event) => event.name === name);
  }

  /** Asserts that just these events of the given names arrived, in this order; time on site is left out unless expected. */
  expect(expected: Expected[]): void {
    const timed = expected.some(({ name }) => name === 'user_engagement');
    const seen = this.events.filter(({ name }) => timed || name !== 'user_engagement');
    expect(seen.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
    expected.forEach(({ at, data, title }, index) => {
      const event = seen[index]!;
      if (at !== undefined)
        expect(event.url.replace(this.collector.origin, '').replace(this.other, '')).toBe(at);
      if (title !== undefined) expect(event.title).toBe(title);
      if (data) expect(event.data).toMatchObject(data);
    });
  }

  /** Asserts that nothing at all was sent, though the tab was given every chance; without it, another one is. */
  async expectSilence(tab?: Tab): Promise<void> {
    await (tab ?? (await (await this.page('/beside', { bare: true }).blank()).open('/beside'))).idle();
    expect(this.collector.requests).toEqual([]);
  }
}

export interface Scenario {
  name: string;
  run: (shop: Shop) => Promise<void>;
}

/** Plays a scenario in a fresh person's browser against a fresh collector. */
export const play = async ({ run }: Scenario, build: Build, browser: Browser): Promise<void> => {
  const collector = await new FakeCollector().listen();
  const person = await browser.person();
  try {
    const shop = new Shop(build, collector, person);
    await run(shop);
    expect([...person.errors, ...collector.pageErrors]).toEqual([]);
  } finally {
    await person.close();
    await collector.close();
  }
};
