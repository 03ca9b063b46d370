import { GA4_SEARCH, GA4_SHOPPING, GA4_SOCIAL, GA4_VIDEO } from './sources/ga4-categories.js';
import { sourceOfHost, sourceOfName } from './sources/hosts.js';

/** GA4's default channels, in the order in which their rules are tried, and `AI Assistants`. */
export const CHANNELS = [
  'Direct',
  'Cross-network',
  'Paid Shopping',
  'Paid Search',
  'Paid Social',
  'Paid Video',
  'Display',
  'Paid Other',
  'AI Assistants',
  'Organic Shopping',
  'Organic Social',
  'Organic Video',
  'Organic Search',
  'Referral',
  'Email',
  'Affiliates',
  'Audio',
  'SMS',
  'Mobile Push Notifications',
  'Unassigned',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** The channels whose orders count as bought by advertising (`ppc_conversions`, `ppc_cost_per_purchase`). */
export const PAID_CHANNELS: readonly Channel[] = [
  'Paid Search',
  'Paid Shopping',
  'Paid Social',
  'Paid Video',
  'Paid Other',
];

/** What a visit came by; an absent part is an empty text, `(not set)` or null. */
export interface Traffic {
  readonly source: string | null;
  readonly medium: string | null;
  readonly campaign: string | null;
}

type Category = 'search' | 'social' | 'shopping' | 'video' | 'ai';

const ga4 = new Map<string, Category>();
for (const [category, list] of [
  ['search', GA4_SEARCH],
  ['social', GA4_SOCIAL],
  ['shopping', GA4_SHOPPING],
  ['video', GA4_VIDEO],
] as const) {
  for (const entry of list.split(',').map((text) => text.trim())) {
    const word = entry.endsWith('*') ? entry.slice(0, -1) : entry;
    ga4.set(word, category);
    if (entry.endsWith('*')) ga4.set(`${word}.com`, category);
  }
}

// Short names that campaigns are tagged with and that are neither a host nor in GA4's list.
const ALIASES: Readonly<Record<string, Category>> = {
  chatgpt: 'ai',
  openai: 'ai',
  claude: 'ai',
  copilot: 'ai',
  deepseek: 'ai',
  gemini: 'ai',
  grok: 'ai',
  mistral: 'ai',
  perplexity: 'ai',
  x: 'social',
  meta: 'social',
  insta: 'social',
  vk: 'social',
  yt: 'video',
};

const CATEGORIES: ReadonlySet<string> = new Set(['search', 'social', 'shopping', 'video', 'ai']);

/** Which list of sites a source is in: GA4's own, then ours for what GA4 leaves out. */
function categoryOf(source: string): Category | undefined {
  const known = sourceOfName(source) ?? (source.includes('.') ? sourceOfHost(source) : undefined);
  const category = known !== undefined && CATEGORIES.has(known.kind) ? (known.kind as Category) : undefined;
  return ga4.get(source) ?? category ?? (Object.hasOwn(ALIASES, source) ? ALIASES[source] : undefined);
}

const SOCIAL_MEDIUMS: ReadonlySet<string> = new Set([
  'social',
  'social-network',
  'social-media',
  'sm',
  'social network',
  'social media',
]);
const DISPLAY_MEDIUMS: ReadonlySet<string> = new Set([
  'display',
  'banner',
  'expandable',
  'interstitial',
  'cpm',
]);
const REFERRAL_MEDIUMS: ReadonlySet<string> = new Set(['referral', 'app', 'link']);
const EMAIL: ReadonlySet<string> = new Set(['email', 'e-mail', 'e_mail', 'e mail']);
const SHOPPING_CAMPAIGN = /(?:[^a-df-z]|^)shop|shopping/;
const PAID_BY_CATEGORY: Readonly<Partial<Record<Category, Channel>>> = {
  shopping: 'Paid Shopping',
  search: 'Paid Search',
  social: 'Paid Social',
  video: 'Paid Video',
};

// GA4: ^(.*cp.*|ppc|retargeting|paid.*)$
const isPaid = (medium: string): boolean =>
  medium.includes('cp') || medium === 'ppc' || medium === 'retargeting' || medium.startsWith('paid');

/**
 * The channel of a visit: GA4's default channel group for manually tagged traffic, its rules in its order, without
 * regard to case (https://support.google.com/analytics/answer/9756891). The AI channel is `AI Assistants` and also
 * takes the assistants that GA4 leaves under Referral; paid media come before it, as before every organic channel.
 *
 * GA4 further knows from its own advertising accounts of what type a Google campaign is; here tags alone speak.
 */
export function channelOf(traffic: Traffic): Channel {
  const source = (traffic.source ?? '').trim().toLowerCase();
  const medium = (traffic.medium ?? '').trim().toLowerCase();
  const campaign = (traffic.campaign ?? '').trim().toLowerCase();

  if (source === '(direct)' && (medium === '(none)' || medium === '(not set)')) return 'Direct';
  if (campaign.includes('cross-network')) return 'Cross-network';

  const category = categoryOf(source);
  const shopping = category === 'shopping' || SHOPPING_CAMPAIGN.test(campaign);
  const paid = isPaid(medium);
  if (paid && shopping) return 'Paid Shopping';
  const paidChannel = paid && category !== undefined ? PAID_BY_CATEGORY[category] : undefined;
  if (paidChannel !== undefined) return paidChannel;
  if (DISPLAY_MEDIUMS.has(medium)) return 'Display';
  if (paid) return 'Paid Other';
  if (medium === 'ai-assistant' || category === 'ai') return 'AI Assistants';
  if (shopping) return 'Organic Shopping';
  if (category === 'social' || SOCIAL_MEDIUMS.has(medium)) return 'Organic Social';
  if (category === 'video' || medium.includes('video')) return 'Organic Video';
  if (category === 'search' || medium === 'organic') return 'Organic Search';
  return unlistedChannelOf(source, medium);
}

/** The channels that need no list of sites. */
function unlistedChannelOf(source: string, medium: string): Channel {
  if (REFERRAL_MEDIUMS.has(medium)) return 'Referral';
  if (EMAIL.has(source) || EMAIL.has(medium)) return 'Email';
  if (medium === 'affiliate') return 'Affiliates';
  if (medium === 'audio') return 'Audio';
  if (source === 'sms' || medium === 'sms') return 'SMS';
  const push = medium.endsWith('push') || medium.includes('mobile') || medium.includes('notification');
  if (push || source === 'firebase') return 'Mobile Push Notifications';
  return 'Unassigned';
}
