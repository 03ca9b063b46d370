import { currencyCode, LIMITS } from '@footfall/protocol';
import { z } from 'zod';
import { parseRanges } from '../enrich/network.js';
import { say } from '../say.js';
import type { Site } from '../store/store.js';

/** What a site id looks like: it stands in the script tag, in URLs and in file names. */
const SITE_ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;

export const siteId = z.string().regex(SITE_ID, {
  error: say('a site id is 1 to 64 of a-z, 0-9, "_" and "-", and begins with a letter or digit'),
});

/** The IANA name under its usual capitals, or undefined where there is no such zone. Offsets are no zones. */
export function realTimeZone(name: string): string | undefined {
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // An alias (Asia/Kathmandu) is kept as it was given: engines do not agree on which of two names is the main one.
    return known.toLowerCase() === name.toLowerCase() ? known : name;
  } catch {
    return undefined;
  }
}

/** `https://host[:port]` as a browser's Origin header says it; a trailing slash is taken off. */
export function realOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username + url.password === '';
  return bare && (url.protocol === 'https:' || url.protocol === 'http:') && !url.hostname.includes('*')
    ? url.origin
    : undefined;
}

/** An IP address, or a range of them such as `192.0.2.0/24` or `2001:db8::/32`. */
export function isNetwork(text: string): boolean {
  return parseRanges([text]).errors.length === 0;
}

const name = z.string().trim().min(1).max(200);

const origin = z.string().transform((text, context) => {
  const found = realOrigin(text.trim());
  if (found !== undefined) return found;
  context.addIssue({
    code: 'custom',
    message: say('an origin is scheme, host and port without a path, such as https://shop.example'),
  });
  return z.NEVER;
});

const origins = z
  .array(origin)
  .min(1, { error: say('at least one origin, such as https://shop.example') })
  .max(100)
  .transform((list) => [...new Set(list)]);

const timezone = z.string().transform((text, context) => {
  const found = realTimeZone(text.trim());
  if (found !== undefined) return found;
  context.addIssue({ code: 'custom', message: say('no IANA time zone such as Europe/Berlin') });
  return z.NEVER;
});

const contentGroup = z.strictObject({
  name: z.string().trim().min(1).max(64),
  pattern: z
    .string()
    .min(1)
    .max(512)
    .startsWith('/', { error: say('a pattern is a path that begins with "/", such as /blog or /*/blog') }),
});

const network = z
  .string()
  .trim()
  .refine(isNetwork, { error: say('an IP address or a range such as 192.0.2.0/24') });

const settings = {
  /** Gap that ends a visit, in minutes. */
  visit_idle_minutes: z.number().int().min(1).max(1440),
  content_groups: z.array(contentGroup).max(100),
  internal_networks: z.array(network).max(1000),
  /** Days for which raw events are kept; `null`: for ever. A browser's event can be 30 days late. */
  keep_events_days: z.number().int().min(LIMITS.keepEventsDaysLeast).max(36_500).nullable(),
};

/** The body of `POST /v1/sites`, and what `footfall site add` takes. */
export const siteInput = z.strictObject({
  id: siteId,
  /** For people; the id where it is left out. */
  name: name.optional(),
  origins,
  timezone,
  currency: currencyCode,
  visit_idle_minutes: settings.visit_idle_minutes.default(30),
  content_groups: settings.content_groups.default([{ name: 'blog', pattern: '/blog' }]),
  internal_networks: settings.internal_networks.default([]),
  keep_events_days: settings.keep_events_days.default(null),
});

/** The body of `PATCH /v1/sites/{id}`, and what `footfall site change` takes: only what is to change. */
export const siteChange = z
  .strictObject({ name, origins, timezone, currency: currencyCode, ...settings })
  .partial()
  .refine((change) => Object.keys(change).length > 0, { error: say('nothing to change') });

export type SiteInput = z.output<typeof siteInput>;
export type SiteChange = z.output<typeof siteChange>;

/** A site as the API and the command line show it. */
export interface SiteDocument {
  id: string;
  name: string;
  origins: string[];
  timezone: string;
  currency: string;
  visit_idle_minutes: number;
  content_groups: { name: string; pattern: string }[];
  internal_networks: string[];
  keep_events_days: number | null;
  /** Milliseconds since the epoch. */
  created: number;
}

/** What {@link Store.addSite} takes, from checked input. */
export function newSite(input: SiteInput): Omit<Site, 'key' | 'created'> {
  return {
    id: input.id,
    name: input.name ?? input.id,
    origins: input.origins,
    timezone: input.timezone,
    currency: input.currency,
    settings: {
      visitIdleMinutes: input.visit_idle_minutes,
      contentGroups: input.content_groups,
      internalNetworks: input.internal_networks,
      ...keeping(input.keep_events_days),
    },
  };
}

/** What {@link Store.changeSite} takes, from a checked change of this site. */
export function changedSite(site: Site, change: SiteChange): Partial<Omit<Site, 'key' | 'id' | 'created'>> {
  const { visit_idle_minutes, content_groups, internal_networks, name, origins, timezone, currency } = change;
  const { keep_events_days = site.settings.keepEventsDays ?? null } = change;
  const settingsToo =
    visit_idle_minutes !== undefined ||
    content_groups !== undefined ||
    internal_networks !== undefined ||
    change.keep_events_days !== undefined;
  return {
    ...(name !== undefined && { name }),
    ...(origins !== undefined && { origins }),
    ...(timezone !== undefined && { timezone }),
    ...(currency !== undefined && { currency }),
    ...(settingsToo && {
      settings: {
        visitIdleMinutes: visit_idle_minutes ?? site.settings.visitIdleMinutes,
        contentGroups: content_groups ?? site.settings.contentGroups,
        internalNetworks: internal_networks ?? site.settings.internalNetworks,
        ...keeping(keep_events_days),
      },
    }),
  };
}

const keeping = (days: number | null) => (days === null ? {} : { keepEventsDays: days });

/** The site in the words of the wire. */
export function siteDocument(site: Site): SiteDocument {
  return {
    id: site.id,
    name: site.name,
    origins: site.origins,
    timezone: site.timezone,
    currency: site.currency,
    visit_idle_minutes: site.settings.visitIdleMinutes,
    content_groups: site.settings.contentGroups,
    internal_networks: site.settings.internalNetworks,
    keep_events_days: site.settings.keepEventsDays ?? null,
    created: site.created,
  };
}
