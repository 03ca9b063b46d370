// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { KnownVisit } from './visit.js';

const MINUTE = 60_000;
const START = 1767225600000;

// A fresh copy of the modules is a fresh tab: it shares the browser's storage and nothing else.
const openTab = async () => {
  vi.resetModules();
  const { extendVisit, settled, touchVisit, noticeErasure } = await import('./visit.js');
  (await import('./storage.js')).allowStorage(true);
  return {
    extendVisit,
    noticeErasure,
    touchVisit: (...given: Parameters<typeof touchVisit>) => head(touchVisit(...given)),
    settled: ({ known }: Head) => head(settled(known)),
  };
};

interface Head {
  known: KnownVisit | null;
  visitor: { id: string; first: number } | null;
  visit: {
    id: string;
    number: number;
    started: number;
    landing?: string | undefined;
    referrer?: string | undefined;
  } | null;
}

// By name, and without the last activity, which is no part of what is said.
const head = (known: KnownVisit | null | undefined): Head => {
  if (!known) return { known: null, visitor: null, visit: null };
  const [visitor, first, id, number, started, , landing, referrer] = known;
  const said: Head = {
    known: [...known],
    visitor: { id: visitor, first },
    visit: { id, number, started, landing, referrer },
  };
  Object.defineProperty(said, 'known', { enumerable: false });
  return said;
};

// Not max-age=0: happy-dom keeps such a cookie until the millisecond is over.
const clearCookies = () => {
  for (const cookie of document.cookie.split('; '))
    document.cookie = `${cookie.split('=')[0]}=;path=/;max-age=-1`;
};

beforeEach(() => {
  localStorage.clear();
  clearCookies();
  history.replaceState(null, '', '/');
});

describe('a visit', () => {
  it('lasts over 29 minutes of silence and ends after 30', async () => {
    const { touchVisit } = await openTab();
    const first = touchVisit(START);
    expect(touchVisit(START + 29 * MINUTE).visit).toEqual(first.visit);
    const next = touchVisit(START + 59 * MINUTE);
    expect(next.visit!.id).not.toBe(first.visit!.id);
    expect(next.visit).toMatchObject({ number: 2, started: START + 59 * MINUTE });
    expect(next.visitor).toEqual(first.visitor);
  });

  it('ends after a day however active', async () => {
    const { touchVisit } = await openTab();
    const first = touchVisit(START);
    let last = first;
    for (let minute = 20; minute < 24 * 60; minute += 20) last = touchVisit(START + minute * MINUTE);
    expect(last.visit).toEqual(first.visit);
    expect(touchVisit(START + 24 * 60 * MINUTE).visit!.number).toBe(2);
  });

  it('goes on through a long read and is neither started nor extended by leaving', async () => {
    const { touchVisit, extendVisit } = await openTab();
    const first = touchVisit(START);
    extendVisit(40 * MINUTE, START + 40 * MINUTE);
    expect(touchVisit(START + 41 * MINUTE).visit).toEqual(first.visit);
    extendVisit(MINUTE, START + 81 * MINUTE);
    expect(touchVisit(START + 81 * MINUTE, true).visit).toEqual(first.visit);
    expect(touchVisit(START + 82 * MINUTE).visit!.number).toBe(2);
  });

  it('is forgotten where another page has removed it, and not where it vanished by itself', async () => {
    const { touchVisit, noticeErasure } = await openTab();
    const first = touchVisit(START);
    noticeErasure();
    expect(touchVisit(START + 1)).toEqual(first);
    localStorage.clear();
    clearCookies();
    expect(touchVisit(START + 2)).toEqual(first);
    localStorage.clear();
    clearCookies();
    noticeErasure();
    expect(touchVisit(START + 3)).toMatchObject({ visit: { number: 1, started: START + 3 } });
    expect(touchVisit(START + 3).visitor!.id).not.toBe(first.visitor!.id);
  });

  it('is not begun by leaving a page, and one that is kept goes on to be the page’s', async () => {
    const { touchVisit } = await openTab();
    expect(touchVisit(START, true).visit).toBeNull();
    expect(localStorage).toHaveLength(0);
    const other = (await openTab()).touchVisit(START + 1);
    expect(touchVisit(START + 2, true)).toEqual(other);
  });

  it('that another tab minted at the same moment is not written over by the time on this page', async () => {
    const first = await openTab();
    const early = first.touchVisit(START);
    localStorage.clear();
    clearCookies();
    // Nothing was there when the second tab looked; what it wrote came last.
    const second = await openTab();
    const late = second.touchVisit(START + 1);
    second.extendVisit(100, START + 200);
    first.extendVisit(100, START + 300);
    expect(first.settled(early)).toEqual(late);
    expect(second.settled(late)).toEqual(late);
  });

  it('that another tab began since is not ended by the time on this page', async () => {
    const first = await openTab();
    first.touchVisit(START);
    const second = await openTab();
    const next = second.touchVisit(START + 40 * MINUTE);
    first.extendVisit(60 * MINUTE, START + 60 * MINUTE);
    expect(second.touchVisit(START + 61 * MINUTE).visit).toEqual(next.visit);
  });

  it('is shared by tabs, and kept alive by either', async () => {
    const one = await openTab();
    const first = one.touchVisit(START);
    const two = await openTab();
    expect(two.touchVisit(START + 20 * MINUTE)).toEqual(first);
    expect(one.touchVisit(START + 45 * MINUTE)).toEqual(first);
  });

  it('is one when two tabs mint at the same moment', async () => {
    const one = await openTab();
    const first = one.touchVisit(START);
    localStorage.clear();
    clearCookies();
    const two = await openTab();
    const theirs = two.touchVisit(START + 1);
    expect(one.settled(first)).toEqual(theirs);
    expect(two.settled(theirs)).toEqual(theirs);
    expect(one.touchVisit(START + 2)).toEqual(theirs);
    expect(two.touchVisit(START + 31 * MINUTE).visit!.number).toBe(2);
    expect(two.settled(theirs)).toEqual(theirs);
  });

  it('is not taken for the next one, that a campaign began a moment later', async () => {
    const tab = await openTab();
    const first = tab.touchVisit(START);
    history.replaceState(null, '', '/?utm_source=a');
    expect((await openTab()).touchVisit(START + 2000).visit!.number).toBe(2);
    expect(tab.settled(first)).toEqual(first);
  });

  it('survives that cookies are cleared, that storage is cleared, and that both are', async () => {
    const { touchVisit } = await openTab();
    const first = touchVisit(START);
    localStorage.clear();
    expect((await openTab()).touchVisit(START + 1)).toMatchObject({
      visitor: first.visitor,
      visit: { id: first.visit!.id },
    });
    clearCookies();
    expect((await openTab()).touchVisit(START + 2).visit!.id).toBe(first.visit!.id);
    localStorage.clear();
    clearCookies();
    expect(touchVisit(START + 3).visit!.id).toBe(first.visit!.id);
  });

  it('believes neither a forged cookie nor broken storage', async () => {
    document.cookie = 'footfall=<script>.1;path=/';
    localStorage.setItem('footfall', '[1,2');
    expect((await openTab()).touchVisit(START)).toMatchObject({
      visit: { number: 1, started: START },
    });
  });

  it('ends when the clock was set back by more than a day, and goes on over smaller steps', async () => {
    const { touchVisit } = await openTab();
    const first = touchVisit(START);
    expect(touchVisit(START - 2 * 60 * MINUTE).visit).toEqual(first.visit);
    expect(touchVisit(START - 3 * 24 * 60 * MINUTE).visit!.number).toBe(2);
  });
});

it('starts with a new campaign only where the page was navigated to', async () => {
  // happy-dom knows no navigation timing.
  const navigation = { type: 0 };
  vi.stubGlobal('performance', { navigation });
  const arriveAt = async (path: string, time: number) => {
    history.replaceState(null, '', path);
    const tab = await openTab();
    return { ...tab, visit: tab.touchVisit(time).visit };
  };
  expect((await arriveAt('/?utm_source=a', START)).visit).toMatchObject({
    number: 1,
    landing: location.href,
  });
  const tab = await arriveAt('/?utm_source=b', START + 1);
  expect(tab.visit).toMatchObject({ number: 2, landing: location.href });
  // A change of route.
  history.replaceState(null, '', '/?utm_source=c');
  expect(tab.touchVisit(START + 2).visit!.number).toBe(2);
  expect((await arriveAt('/?utm_source=b', START + 3)).visit!.number).toBe(2);
  expect((await arriveAt('/', START + 4)).visit!.number).toBe(2);
  // A link of the shop itself.
  const referrer = vi.spyOn(document, 'referrer', 'get').mockReturnValue(location.href);
  expect((await arriveAt('/?utm_source=c', START + 5)).visit!.number).toBe(2);
  referrer.mockRestore();
  // A reload.
  navigation.type = 1;
  expect((await arriveAt('/?utm_source=c', START + 6)).visit!.number).toBe(2);
  vi.unstubAllGlobals();
});

it('is minted with the referrer by whatever a loaded page says first, and by nothing later', async () => {
  const referrer = vi.spyOn(document, 'referrer', 'get').mockReturnValue('https://search.example/');
  const { touchVisit } = await openTab();
  expect(touchVisit(START).visit).toMatchObject({ number: 1, referrer: 'https://search.example/' });
  expect(touchVisit(START + 40 * MINUTE).visit).toMatchObject({ number: 2, referrer: '' });
  referrer.mockRestore();
});

it('leaves nothing in the browser when cookie-less', async () => {
  const { touchVisit } = await openTab();
  Object.assign((await import('./settings.js')).settings, { site: 's', endpoint: 'e', cookieless: true });
  (await import('./mode.js')).setConsentState(undefined);
  expect(touchVisit(START)).toMatchObject({ visitor: null, visit: null });
  expect([localStorage.length, document.cookie]).toEqual([0, '']);
});

it('takes the visitor from the cookie that the collector set, where the script lost its own', async () => {
  document.cookie = 'footfall_id=01a20000-df98-7000-8c83-80a63715cb49.1795296386968.9;path=/';
  expect((await openTab()).touchVisit(START)).toMatchObject({
    visitor: { id: '01a20000-df98-7000-8c83-80a63715cb49', first: 1795296386968 },
    visit: { number: 2 },
  });
  document.cookie = 'footfall_id=;path=/;max-age=-1';
});
