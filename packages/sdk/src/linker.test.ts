// @vitest-environment happy-dom

import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const IDS = '01a20000-df98-7000-8c83-80a63715cb49.1795296386968.01a20000-df98-7001-8c83-80a63715cb49.3.1.2';
const LANDING = 'https://shop.example/?utm_source=a+b&x=%20%26#top';
const REFERRER = 'https://search.example/?q=ä b';

const load = async () => {
  vi.resetModules();
  return import('./linker.js');
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  localStorage.setItem('footfall', [IDS, LANDING, REFERRER.replace(/ /g, '%20')].join('\n'));
  history.replaceState(null, '', '/');
});
afterEach(() => vi.useRealTimers());

/** What is kept on arrival of a URL, which is a path here. */
const arriveAt = async (url: string): Promise<string | undefined> => {
  const { pathname, search, hash } = new URL(url);
  history.replaceState({ kept: 1 }, '', pathname + search + hash);
  const { arrive } = await load();
  let kept: string | undefined;
  arrive((_, visit) => {
    kept = visit;
  });
  return kept;
};

const linked = async (url = 'https://pay.example/start?x=1#y'): Promise<string> => {
  const { handOver, link } = await load();
  handOver(['pay.example'], () => {});
  return link(url)!;
};

it('hands over ids, landing URL and referrer, and leaves the URL as it was', async () => {
  const visit = await arriveAt(await linked());
  expect(visit).toBe(
    [IDS.replace(/\d$/, `${Date.now()}`), LANDING, REFERRER.replace(/ /g, '%20')].join('\n'),
  );
  expect(location.search + location.hash).toBe('?x=1#y');
  expect(history.state).toEqual({ kept: 1 });
});

it('leaves every other parameter byte for byte', async () => {
  const query = fc.array(fc.stringMatching(/^[a-z][a-z0-9%+=.]{0,6}$/), { maxLength: 4 });
  const value = new URL(await linked()).searchParams.get('_ff')!;
  await fc.assert(
    fc.asyncProperty(query, query, fc.constantFrom('', '#', '#/a?b&_ff=c'), async (before, after, hash) => {
      const all = [...before, `_ff=${encodeURIComponent(value)}`, ...after].join('&');
      const kept = await arriveAt(`https://pay.example/p?${all}${hash}`);
      expect(kept).toBeTruthy();
      const rest = [...before, ...after].join('&');
      const fragment = hash === '#' ? '' : hash;
      expect(location.href.replace(/#$/, '')).toBe(
        `${location.origin}/p${rest ? `?${rest}` : ''}${fragment}`,
      );
    }),
    { numRuns: 50 },
  );
});

it('takes over nothing that is changed in any sign, and takes it out of the URL', async () => {
  const url = await linked('https://pay.example/');
  const value = new URL(url).searchParams.get('_ff')!;
  for (let at = 0; at < value.length; at += 7) {
    const forged = `${value.slice(0, at)}${value[at] === '1' ? '2' : '1'}${value.slice(at + 1)}`;
    expect(await arriveAt(`https://pay.example/?_ff=${encodeURIComponent(forged)}`), forged).toBeUndefined();
    expect(location.search).toBe('');
  }
});

it('lives two minutes', async () => {
  const url = await linked();
  vi.advanceTimersByTime(119_999);
  expect(await arriveAt(url)).toBeTruthy();
  vi.advanceTimersByTime(1);
  expect(await arriveAt(url)).toBeUndefined();
  expect(location.search).toBe('?x=1');
});

it.each([
  ['browser', 'userAgent', 'Other/1.0'],
  ['language', 'language', 'xx'],
] as const)('is bound to the device: another %s is not taken over', async (_, property, value) => {
  const url = await linked();
  const spy = vi.spyOn(navigator, property, 'get').mockReturnValue(value);
  expect(await arriveAt(url)).toBeUndefined();
  spy.mockRestore();
  expect(await arriveAt(url)).toBeTruthy();
});

it('hands over to the configured domains and their subdomains only, and to nobody without a visit', async () => {
  await linked();
  const { handOver, link } = await load();
  handOver(['pay.example'], () => {});
  const to = (url: string): boolean => link(url)?.includes('_ff=') ?? false;
  expect(['https://pay.example/', 'https://eu.pay.example/a', '//pay.example'].map(to)).toEqual(
    Array(3).fill(true),
  );
  expect(
    [
      'https://notpay.example/',
      'https://pay.example.evil/',
      'https://evil.example/?pay.example',
      '/same',
      'mailto:a@pay.example',
    ].map(to),
  ).toEqual(Array(5).fill(false));
  // The shop may list this domain too: who stays on it needs no handing over.
  handOver(['pay.example', location.hostname], () => {});
  expect(['/same', 'https://pay.example/'].map(to)).toEqual([false, true]);
  localStorage.clear();
  expect(to('https://pay.example/')).toBe(false);
});

it('decorates a URL anew instead of twice, keeps it short, and gives back what is no URL', async () => {
  localStorage.setItem('footfall', [IDS, `https://s.example/${'x'.repeat(9000)}`, ''].join('\n'));
  const once = await linked();
  const { handOver, link, decorate } = await load();
  handOver(['pay.example'], () => {});
  expect(link(once)!.match(/_ff=/g)).toHaveLength(1);
  expect(once.length).toBeLessThan(2500);
  expect(decorate('https://%')).toBe('https://%');
  expect(decorate('https://elsewhere.example/')).toBe('https://elsewhere.example/');
});
