import type { Random } from './random.js';
import { Weighted } from './random.js';

/** A way on which visitors come. */
export interface Source {
  /** Short name; also what ids and costs are counted by. */
  name: string;
  weight: number;
  /** How readily those who come on it buy. */
  buys: number;
  /** Share of the whole period at which it starts and ends. */
  from: number;
  to: number;
  /** Parameters of the landing address without the click id. */
  query: string;
  /** Click id that the platform adds. */
  clickId?: string;
  referrers: readonly string[];
  landing: Weighted<LandingKind>;
  /** What is paid for one visit of it, in euro; `costs` rows come from it. */
  perClick?: number;
  source: string;
  medium: string;
  campaign: string;
}

export type LandingKind = 'home' | 'shelf' | 'product' | 'article';

const kinds = (home: number, shelf: number, product: number, article: number) =>
  new Weighted<LandingKind>(
    ['home', 'shelf', 'product', 'article'],
    (_, index) => [home, shelf, product, article][index] as number,
  );

type Given = Partial<Source> & Pick<Source, 'name' | 'weight' | 'buys' | 'landing'>;

function source(given: Given): Source {
  const { source = '', medium = '', campaign = '' } = given;
  const tags: [string, string][] = [
    ['utm_source', source],
    ['utm_medium', medium],
    ['utm_campaign', campaign],
  ];
  const tagged = given.query === undefined && medium !== '' && medium !== 'organic' && medium !== 'referral';
  const query = tagged
    ? tags
        .filter(([, value]) => value !== '')
        .map(([name, value]) => `${name}=${value}`)
        .join('&')
    : '';
  return { from: 0, to: 1, query, referrers: [''], source, medium, campaign, ...given };
}

const organic = (name: string, weight: number, referrer: string, buys = 1, from = 0) =>
  source({
    ...{ name, weight, buys, from, source: name, medium: 'organic' },
    ...{ referrers: [referrer], landing: kinds(22, 26, 34, 18) },
  });
const social = (name: string, weight: number, ...referrers: string[]) =>
  source({
    name,
    weight,
    buys: 0.45,
    source: name,
    medium: 'referral',
    referrers,
    landing: kinds(18, 22, 40, 20),
  });
const assistant = (name: string, weight: number, referrer: string, from: number, query?: string) =>
  source({
    ...{ name, weight, buys: 1.5, from, source: name, medium: 'referral', referrers: [referrer] },
    ...{ landing: kinds(14, 16, 46, 24), ...(query !== undefined && { query }) },
  });
const paid = (name: string, weight: number, perClick: number, more: Partial<Source>) =>
  source({ name, weight, perClick, buys: 1, landing: kinds(10, 40, 50, 0), ...more });

/** All ways, with the campaigns that start and end in the period. */
export const SOURCES: readonly Source[] = [
  source({ name: 'direct', weight: 205, buys: 1.15, landing: kinds(70, 10, 16, 4) }),
  organic('google', 250, 'https://www.google.com/'),
  organic('google-de', 40, 'https://www.google.de/'),
  organic('bing', 24, 'https://www.bing.com/', 1.1),
  organic('duckduckgo', 16, 'https://duckduckgo.com/', 1.05),
  organic('ecosia', 12, 'https://www.ecosia.org/'),
  organic('yahoo-jp', 5, 'https://search.yahoo.co.jp/'),
  paid('google-brand', 46, 0.69, {
    ...{ source: 'google', medium: 'cpc', campaign: 'brand', clickId: 'gclid', buys: 2.1 },
    referrers: ['https://www.google.com/'],
  }),
  paid('google-pans', 52, 1.9, {
    ...{ source: 'google', medium: 'cpc', campaign: 'pans-generic', clickId: 'gclid', buys: 0.9, from: 0.12 },
    referrers: ['https://www.google.com/'],
  }),
  paid('google-shopping', 60, 1.19, {
    ...{ source: 'google', medium: 'cpc', campaign: 'shopping-all', clickId: 'gclid', buys: 1.25 },
    ...{ referrers: ['https://www.google.com/'], landing: kinds(0, 0, 100, 0) },
  }),
  paid('bing-brand', 9, 0.59, {
    ...{ source: 'bing', medium: 'cpc', campaign: 'brand', clickId: 'msclkid', buys: 1.9 },
    referrers: ['https://www.bing.com/'],
  }),
  paid('meta-spring', 62, 1.5, {
    ...{ source: 'facebook', medium: 'paid_social', campaign: 'spring-launch', clickId: 'fbclid' },
    ...{
      buys: 0.55,
      from: 0.18,
      to: 0.42,
      referrers: ['https://m.facebook.com/', 'https://l.facebook.com/'],
    },
  }),
  paid('meta-always', 34, 1.38, {
    ...{ source: 'instagram', medium: 'paid_social', campaign: 'retargeting', clickId: 'fbclid', buys: 1.1 },
    ...{ from: 0.3, referrers: ['https://l.instagram.com/'] },
  }),
  paid('tiktok-launch', 58, 0.98, {
    ...{ source: 'tiktok', medium: 'paid_social', campaign: 'knife-skills', clickId: 'ttclid', buys: 0.28 },
    ...{ from: 0.6, to: 0.86, referrers: ['https://www.tiktok.com/'] },
  }),
  paid('youtube-ads', 14, 1.62, {
    ...{
      source: 'youtube',
      medium: 'paid_video',
      campaign: 'how-iron-is-poured',
      buys: 0.5,
      from: 0.5,
      to: 0.75,
    },
    referrers: ['https://www.youtube.com/'],
  }),
  paid('display', 16, 0.85, {
    ...{
      source: 'google',
      medium: 'display',
      campaign: 'gift-guide',
      clickId: 'dclid',
      buys: 0.3,
      from: 0.05,
      to: 0.3,
    },
  }),
  source({
    ...{ name: 'newsletter', weight: 40, buys: 1.9, source: 'newsletter', medium: 'email', campaign: 'WEEK' },
    ...{ landing: kinds(20, 34, 34, 12), referrers: ['', '', 'https://mail.google.com/'] },
  }),
  source({
    ...{
      name: 'affiliate',
      weight: 14,
      buys: 1.4,
      source: 'kochfreunde',
      medium: 'affiliate',
      campaign: 'partner',
    },
    ...{
      clickId: 'awc',
      referrers: ['https://kochfreunde.example/'],
      landing: kinds(10, 20, 70, 0),
      perClick: 0.9,
    },
  }),
  social('instagram', 34, 'https://l.instagram.com/', 'https://www.instagram.com/'),
  social('facebook', 20, 'https://l.facebook.com/', 'https://m.facebook.com/'),
  social('pinterest', 26, 'https://www.pinterest.com/', 'https://www.pinterest.de/'),
  social('reddit', 8, 'https://www.reddit.com/'),
  social('youtube', 10, 'https://www.youtube.com/'),
  source({
    ...{
      name: 'blogs',
      weight: 30,
      buys: 0.9,
      source: 'blog',
      medium: 'referral',
      landing: kinds(25, 15, 40, 20),
    },
    referrers: [
      'https://kitchen-notes.example/',
      'https://eisenpfanne.example/',
      'https://brot-und-butter.example/',
    ],
  }),
  assistant('chatgpt', 22, 'https://chatgpt.com/', 0.1, 'utm_source=chatgpt.com'),
  assistant('perplexity', 8, 'https://www.perplexity.ai/', 0.2),
  assistant('gemini', 6, 'https://gemini.google.com/', 0.45),
  assistant('claude', 4, 'https://claude.ai/', 0.5),
];

export const DIRECT = SOURCES[0] as Source;
export const NEWSLETTER = SOURCES.find(({ name }) => name === 'newsletter') as Source;
const BRAND = SOURCES.find(({ name }) => name === 'google-brand') as Source;
const GOOGLE = SOURCES[1] as Source;

/** Ways back of somebody who knows the shop. */
export const BACK = new Weighted(
  [DIRECT, NEWSLETTER, GOOGLE, BRAND],
  (_, index) => [44, 24, 20, 12][index] as number,
);

/** The ways that are open at a share of the period. AI assistants grow while they are. */
export function sourcesAt(progress: number): Weighted<Source> {
  const open = SOURCES.filter(({ from, to }) => from <= progress && progress <= to);
  return new Weighted(open, ({ weight, buys, from }) =>
    from > 0 && buys === 1.5 ? weight * (0.3 + 2 * (progress - from)) : weight,
  );
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** A click id as platforms make them: so many random characters. */
export function clickIdOf(random: Random, length = 28): string {
  let id = '';
  while (id.length < length) {
    let bits = random.bits();
    for (let at = 0; at < 5; at++, bits >>>= 6) id += LETTERS[bits & 63];
  }
  return id.slice(0, length);
}
