import type { Visit, Visitor } from '@footfall/protocol';
import { splitCampaign } from './campaign.js';
import { settings } from './settings.js';
import { readCookie, readItem, writeCookie, writeItem } from './storage.js';
import { uuid } from './uuid.js';

/** What stands above the events of a batch: to whom and to which visit they belong. */
export interface Head {
  visitor: Visitor | null;
  visit: Visit | null;
  customer?: string;
}

// The visit ends after this long without activity, and at this age whatever happens.
const IDLE = 30 * 60_000;
const LONGEST = 24 * 3_600_000;
// Tabs opened together mint within this time of each other; later ones have read what the first one wrote.
const TOGETHER = 5_000;

// [visitor, first seen, visit, number, started, last activity, landing, referrer]; a tuple keeps the storage small.
type Known = [string, number, string, number, number, number, string?, string?];

let known: Known | undefined;
let minted = 0;
let customer: string | undefined;

const isId = (id: unknown): id is string => /^[\w-]{16,64}$/.test(id as string);

// The cookie and localStorage each may be missing, stale or forged; whichever is sound and newer is believed.
const read = (): Known | undefined => {
  let item: Known | undefined;
  try {
    item = JSON.parse(readItem('')!);
  } catch {}
  if (!Array.isArray(item) || !isId(item[0]) || !isId(item[2]) || !(item[5] > 0)) item = undefined;
  const [visitor, first] = readCookie('');
  const [visit, number, started, last] = readCookie('_visit');
  if (isId(visitor)) {
    const same = item && item[2] === visit;
    if (isId(visit) && +number! > 0 && +last! > 0 && (!item || same || +last! >= item[5]))
      return [
        visitor,
        +first!,
        visit,
        +number!,
        +started!,
        Math.max(+last!, same ? item![5] : 0),
        ...(same ? item!.slice(6) : []),
      ] as Known;
    // A visitor whose visits were forgotten has had at least one.
    if (item?.[0] !== visitor) return [visitor, +first! || Date.now(), '', 1, 0, 0];
  }
  return item;
};

const write = (): void => {
  writeItem('', JSON.stringify(known));
  // Not written again when it is there: the collector's own cookie lives longer than a script's.
  if (readCookie('')[0] !== known![0]) writeCookie('', [known![0], known![1]]);
  writeCookie('_visit', known!.slice(2, 6) as (string | number)[]);
};

const head = (): Head => ({
  visitor: { id: known![0], first: known![1] },
  visit: {
    id: known![2],
    number: known![3],
    started: known![4],
    landing: known![6],
    referrer: known![7],
  } as Visit,
  ...(customer && { customer }),
});

const anonymous: Head = { visitor: null, visit: null };

// Only a page that was navigated to from elsewhere can bring a new campaign; reload, back and route changes cannot.
const bringsCampaign = (): boolean => {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const campaign = (url: string) => JSON.stringify(splitCampaign(url).campaign);
  const here = campaign(location.href);
  return (
    here !== '{}' &&
    here !== campaign(known![6] || '') &&
    (!navigation || navigation.type === 'navigate') &&
    document.referrer.split('/')[2] !== location.host
  );
};

/**
 * The visit that an activity at `time` belongs to. What other tabs wrote is read first; a new visit is minted when
 * the last activity is half an hour old, the visit a day, or the page just arrived with another campaign.
 *
 * @param arrived the activity is the first page view of a loaded page.
 */
export const touchVisit = (time: number, cookieless: boolean, arrived?: boolean): Head => {
  if (cookieless) return customer ? { ...anonymous, customer } : anonymous;
  known = read() || known;
  // A clock set back by more than a day would keep a visit alive for as long; the visit ends instead.
  if (
    !known ||
    time - known[5] >= IDLE ||
    known[5] - time >= LONGEST ||
    time - known[4] >= LONGEST ||
    (arrived && bringsCampaign())
  ) {
    known = [
      known ? known[0] : uuid(time),
      known ? known[1] : time,
      uuid(time),
      known ? known[3] + 1 : 1,
      time,
      time,
      location.href,
      arrived ? document.referrer : '',
    ];
    minted = time;
  }
  known[5] = time;
  write();
  return head();
};

/** Time visible and focused is activity too: a long read is one visit. A stretch that began after the visit's end is not. */
export const extendVisit = (from: number, to: number): void => {
  if (known && from - known[5] < IDLE && to > known[5]) {
    known[5] = to;
    write();
  }
};

/** The visit that this page was last in, for what must neither start nor extend one: leaving it. */
export const lastVisit = (time: number, cookieless: boolean): Head =>
  known && !cookieless ? head() : touchVisit(time, cookieless);

/**
 * Two tabs opened at the same moment each mint a visit. Shortly after, both read what was written last and agree on that.
 *
 * @returns the visit id to give up, and what replaces it; nothing when there was no such race.
 */
export const settleVisit = (): [string, Head] | undefined => {
  const mine = known;
  if (!minted || !mine) return undefined;
  minted = 0;
  const theirs = read();
  if (!theirs || theirs[2] === mine[2] || Math.abs(theirs[4] - mine[4]) > TOGETHER) return undefined;
  known = theirs;
  write();
  return [mine[2], head()];
};

export const setCustomer = (id: string | number | null | undefined): void => {
  customer = id == null || id === '' ? undefined : String(id);
};

/** Forgets the visitor and the visit of this page. */
export const forgetVisit = (): void => {
  known = undefined;
  minted = 0;
};

/** Whether the shop marked this browser as one of its own staff. */
export const isInternal = (): boolean => !!settings.internal || readItem('_internal') === '1';
