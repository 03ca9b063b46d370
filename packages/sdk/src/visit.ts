import { campaignOf } from './campaign.js';
import { consentState, cookieless, setConsentState } from './mode.js';
import { settings } from './settings.js';
import { readCookies, readItem, writeCookie, writeItem } from './storage.js';
import { uuid } from './uuid.js';

// The visit ends after this long without activity, and at this age whatever happens.
const IDLE = 30 * 60_000;
const LONGEST = 24 * 3_600_000;
// Tabs opened together mint within this time of each other; later ones have read what the first one wrote.
const TOGETHER = 5_000;

/** A visit and its visitor, as they are kept. */
export type KnownVisit = [
  visitor: string,
  first: number,
  visit: string,
  number: number,
  started: number,
  last: number,
  landing?: string,
  referrer?: string,
];

let known: Partial<KnownVisit> | undefined;
let arrived: boolean | undefined;

// Numbers as such.
const match = (pattern: RegExp, text: unknown): Partial<KnownVisit> | undefined =>
  pattern
    .exec(text as string)
    ?.slice(1)
    .map((field) => +field || field) as Partial<KnownVisit> | undefined;

// Six fields with dots between; in storage the two URLs follow, each on a line. Either can be stale, cut or forged.
const parse = (text: unknown) =>
  match(/([\w-]{36})\.(\d+)\.([\w-]{36})\.(\d+)\.(\d+)\.(\d+)(?:\n(.*)\n(.*))?/, text) as
    | KnownVisit
    | undefined;

// Whichever survived, and the newer one of both: another subdomain writes the cookie only. Where both say the same, storage
// knows more; of two tabs that minted together the cookie decides, for it is seen by both at once.
const read = (item = parse(readItem('footfall')), cookie = parse(readCookies())): KnownVisit | undefined =>
  cookie && !(item && item[5] > cookie[5] - +(item[2] === cookie[2])) ? cookie : item;

const write = (last: number): void => {
  known![5] = last;
  const ids = known!.slice(0, 6).join('.');
  writeItem('footfall', [ids, ...known!.slice(6)].join('\n'));
  writeCookie(ids);
};

/**
 * The visit that an activity at `time` belongs to. What other tabs wrote is read first; a new visit is minted when
 * the last activity is half an hour old, the visit a day, or the page just arrived with another campaign. The first activity
 * of a loaded page is its arrival, whether that is a page view or what the page said before the script was there.
 *
 * @param leave it is the page's end or a pause in it, which neither starts nor extends a visit, and belongs to that of this
 * page's last activity.
 * @returns `null` for who is counted without ids; `undefined` where a page is left that no visit is known of.
 */
export const touchVisit = (time: number, leave?: unknown): KnownVisit | null | undefined => {
  if (cookieless) return null;
  known = leave
    ? known || read()
    : // A collector on the shop's own site sets the last of these, which outlives what a script may keep.
      read() || known || match(/footfall_id=([\w-]{36})\.(\d+)/, readCookies());
  if (!leave) {
    const [visitor = uuid(time), first = time, , number = known ? 1 : 0, started, last, landing] =
      known || [];
    // Only a page that was navigated to from elsewhere can bring a new campaign; reload, back and route changes cannot.
    const campaign = arrived ? '' : campaignOf(location.href);
    if (
      // Neither is known where there was no visit. A clock set back by more than a day would keep one alive for as long.
      !(time - last! < IDLE && Math.abs(time - started!) < LONGEST) ||
      (campaign &&
        campaign !== campaignOf(landing || location.origin) &&
        !performance.navigation?.type &&
        document.referrer.split('/')[2] !== location.host)
    )
      known = [
        visitor,
        first,
        uuid(time),
        number + 1,
        time,
        time,
        location.href,
        arrived ? '' : document.referrer,
      ];
    arrived = true;
    write(time);
  }
  return known as KnownVisit | undefined;
};

/**
 * Time visible and focused is activity too: a long read is one visit. A stretch that began after the visit's end is not, and
 * what another tab has written since is neither taken back nor extended in its place. In ms.
 */
export const extendVisit = (elapsed: number, now = Date.now(), stored = read()): void => {
  if (known && stored?.[3] === known[3] && now - elapsed - stored![5] < IDLE) {
    known = stored;
    write(now);
  }
};

/**
 * Two tabs opened at the same moment each mint a visit of the same number. A moment later both read what was written
 * last, and send their events under that.
 */
export const settled = (visit: KnownVisit | null, stored = read()): KnownVisit | null =>
  visit && stored?.[3] === visit[3] && Math.abs(stored[4] - visit[4]) < TOGETHER ? stored : visit;

/** Names the customer who is signed in. */
export const setCustomer = (id: string | number | null): void => {
  settings.customer = id;
};

/** Forgets the visitor and the visit of this page. */
export const forgetVisit = (): void => {
  known = undefined;
};

/**
 * Notices that another page has removed what is kept: then the visitor is forgotten here too, and is asked anew for the consent that
 * was given.
 */
export const noticeErasure = (): void => {
  if (known && !readItem('footfall')) {
    forgetVisit();
    setConsentState(consentState && 'pending');
  }
};
