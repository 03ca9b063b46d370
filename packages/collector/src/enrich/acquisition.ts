import { LIMITS } from '@footfall/protocol/limits';
import { channelOf } from './channel.js';
import type { ClickIdKind } from './click-ids.js';
import { CLICK_IDS } from './click-ids.js';
import { pageOf } from './page.js';
import type { Referrer } from './referrer.js';
import { referrerOf } from './referrer.js';

/** What brought a visit, told from its landing URL and the referrer of its first page. */
export interface Acquisition {
  /** One of `CHANNELS`; always what `channelOf` says of source, medium and campaign. */
  readonly channel: string;
  /** Lower case, so that it meets the sources of cost rows; `(direct)` or `(not set)` where there is none. */
  readonly source: string;
  /** Lower case; `(none)` or `(not set)` where there is none. */
  readonly medium: string;
  /** `utm_campaign`, else `utm_id`. */
  readonly campaign: string | null;
  readonly term: string | null;
  readonly content: string | null;
  /** Which kind of click id the landing URL has, as `gclid`; never its value. */
  readonly clickId: string | null;
  /** Host of the referrer, own and payment hosts too; the package name of an Android app. */
  readonly referrerHost: string | null;
  /** The visitor came back from paying: this neither starts a visit nor takes its source. */
  readonly fromPaymentHost: boolean;
  /** What makes "a new campaign": the `utm_*` parameters and the click id with their values; null where none is. */
  readonly campaignKey: string | null;
}

const NOT_SET = '(not set)';
const UTM = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_id', 'utm_term', 'utm_content'] as const;
type Utm = (typeof UTM)[number];

interface Tags {
  readonly utm: Readonly<Partial<Record<Utm, string>>>;
  readonly click: ClickIdKind | undefined;
  readonly key: string | null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out here
const BLANKS = /[\s\u0000-\u001f\u007f]+/g;
const tidy = (text: string): string => text.replace(BLANKS, ' ').trim().slice(0, LIMITS.textLength);

const NO_TAGS: Tags = { utm: {}, click: undefined, key: null };

/** The campaign parameters of a landing URL. Their names are matched without regard to case, as people type them. */
function tagsOf(query: URLSearchParams): Tags {
  if (query.size === 0) return NO_TAGS;
  const found = new Map<string, string>();
  for (const [name, value] of query) {
    const parameter = name.toLowerCase();
    const text = tidy(value);
    if (text !== '' && !found.has(parameter)) found.set(parameter, text);
  }
  const utm: Partial<Record<Utm, string>> = {};
  const key = new URLSearchParams();
  for (const parameter of UTM) {
    const value = found.get(parameter);
    if (value === undefined) continue;
    utm[parameter] = value;
    key.append(parameter, value);
  }
  const click = CLICK_IDS.find((kind) => found.has(kind.parameter));
  if (click !== undefined) key.append(click.parameter, found.get(click.parameter)!);
  return { utm, click, key: key.size === 0 ? null : key.toString() };
}

interface SourceAndMedium {
  readonly source: string;
  readonly medium: string;
}

const DIRECT: SourceAndMedium = { source: '(direct)', medium: '(none)' };

/** Source and medium by the referrer alone; undefined where it is none. */
function byReferrer(referrer: Referrer | undefined): SourceAndMedium | undefined {
  if (referrer === undefined) return undefined;
  const { host, known } = referrer;
  const bare = withoutWww(host);
  switch (known?.kind) {
    case 'payment':
    case 'sign_in':
      return undefined;
    case 'search':
      return { source: known.name, medium: 'organic' };
    case 'social':
      return { source: known.name, medium: 'social' };
    case 'ai':
      return { source: known.name, medium: 'ai-assistant' };
    case 'mail':
      return { source: known.name, medium: 'email' };
    case 'shopping':
    case 'video':
      return { source: known.name, medium: 'referral' };
    default:
      return bare.startsWith('webmail.')
        ? { source: bare, medium: 'email' }
        : { source: bare, medium: 'referral' };
  }
}

/** Source and medium by the tags, gaps filled by the click id and then by the referrer; undefined without tags. */
function byTags(tags: Tags, referred: SourceAndMedium | undefined): SourceAndMedium | undefined {
  if (tags.key === null) return undefined;
  const { click } = tags;
  const tagged = tags.utm.utm_source?.toLowerCase();
  const source = tagged ?? click?.source ?? referred?.source ?? NOT_SET;
  // A paid click id proves the advert whatever the source is called; another one speaks for its own source only.
  const clickSpeaks = click !== undefined && (click.paid || click.source === source);
  const medium =
    tags.utm.utm_medium?.toLowerCase() ??
    (clickSpeaks ? click.medium : undefined) ??
    (tagged === undefined || tagged === referred?.source ? referred?.medium : undefined) ??
    NOT_SET;
  return { source, medium };
}

const hostsOf = new WeakMap<readonly string[], readonly string[]>();

/** A site's own hosts may be written as host, host and port, or origin; a site's list is read once. */
function ownHostsOf(entries: readonly string[]): readonly string[] {
  let hosts = hostsOf.get(entries);
  if (hosts === undefined) {
    hosts = entries
      .map((entry) => pageOf(entry.includes('://') ? entry : `http://${entry.trim()}`)?.host ?? '')
      .filter((host) => host !== '')
      .map(withoutWww);
    hostsOf.set(entries, hosts);
  }
  return hosts;
}

const withoutWww = (host: string): string => (host.startsWith('www.') ? host.slice(4) : host);

/** `shop.example` owns `www.shop.example` and every host below it. */
function isOwn(host: string, landingHost: string, ownHosts: readonly string[]): boolean {
  const owns = (own: string): boolean => host === own || host.endsWith(`.${own}`);
  return (landingHost !== '' && owns(withoutWww(landingHost))) || ownHostsOf(ownHosts).some(owns);
}

/**
 * True when a page was come to from elsewhere: by no referrer, or by one that is not the site's own. Reloads and
 * steps within the shop are not.
 */
export function isForeign(
  landing: string | undefined,
  referrer: string | undefined,
  ownHosts: readonly string[],
): boolean {
  const from = referrerOf(referrer);
  return from === undefined || !isOwn(from.host, pageOf(landing)?.host ?? '', ownHosts);
}

/**
 * Judges what brought a visit. Tags win over the click id, this over the referrer; own hosts and payment hosts are no
 * source. Never throws, whatever the texts are.
 *
 * @param landing URL of the visit's first page
 * @param referrer referrer of that page: `http(s)` or `android-app://`
 * @param ownHosts the site's hosts or origins; the landing URL's own host counts as one too
 */
export function acquisitionOf(
  landing: string | undefined,
  referrer: string | undefined,
  ownHosts: readonly string[],
): Acquisition {
  const page = pageOf(landing);
  const tags = page === undefined ? NO_TAGS : tagsOf(page.query);
  const from = referrerOf(referrer);
  const own = from !== undefined && isOwn(from.host, page?.host ?? '', ownHosts);
  const referred = own ? undefined : byReferrer(from);
  // A click id that goes with every link (fbclid) knows less than the host that the visitor came from.
  const unpaid = tags.click !== undefined && !tags.click.paid && tags.utm.utm_source === undefined;
  const related = unpaid && tags.click?.source === 'facebook' && referred?.medium === 'social';
  const judged = byTags(related ? { ...tags, click: undefined } : tags, referred) ?? referred ?? DIRECT;
  const campaign = tags.utm.utm_campaign ?? tags.utm.utm_id ?? null;
  return {
    channel: channelOf({ ...judged, campaign }),
    ...judged,
    campaign,
    term: tags.utm.utm_term ?? null,
    content: tags.utm.utm_content ?? null,
    clickId: tags.click?.parameter ?? null,
    referrerHost: from?.host ?? null,
    fromPaymentHost: !own && from?.known?.kind === 'payment',
    campaignKey: tags.key,
  };
}
