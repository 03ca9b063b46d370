import { LIMITS } from './limits.js';

// What advertisers and mailers append to a link: utm_*, click ids, and the ids of mailing tools. The browser's script knows the
// same names, to tell a new campaign from the one that it came with.
const TAG = /^(?:epik|mc_|utm_|li_fat|igshid|_hs|[gw]braid|_gl$|srsltid)|clid$/i;

/** An event whose addresses are looked at. */
interface Addressed {
  name: string;
  url?: string | undefined;
  referrer?: string | undefined;
  data?: Record<string, unknown> | undefined;
}

/** Divides a URL into the URL without campaign parameters, and those parameters. What is no whole URL stays as it is. */
export function splitCampaign(href: string): [url: string, campaign: Record<string, string>] {
  const campaign: Record<string, string> = {};
  // Most addresses have no query, and reading one costs more than all else that is done to an event here.
  if (!href.includes('?') || !URL.canParse(href)) return [href, campaign];
  const url = new URL(href);
  for (const [name, value] of [...url.searchParams])
    if (TAG.test(name)) {
      campaign[name] = value.slice(0, LIMITS.textLength);
      url.searchParams.delete(name);
    }
  return [Object.keys(campaign).length === 0 ? href : url.href, campaign];
}

/**
 * Takes campaign parameters out of the addresses of an event that a browser said, in place. Those of a page view become
 * fields of its data; one that the page gave by itself is kept.
 *
 * @param hasVisit its visit says on which URL it landed; without one, the event's own URL is all that tells the campaign, so it
 * keeps it.
 */
export function takeCampaign(event: Addressed, hasVisit: boolean): void {
  if (event.url === undefined) return;
  const [url, campaign] = splitCampaign(event.url);
  if (event.name === 'page_view') addTags(event, campaign);
  if (!hasVisit) return;
  event.url = url;
  // The page before, where a router changes pages; what another site has in its address is its own.
  if (event.referrer && originOf(event.referrer) === originOf(url))
    event.referrer = splitCampaign(event.referrer)[0];
}

function addTags(event: Addressed, campaign: Record<string, string>): void {
  const said = event.data ?? {};
  const room = LIMITS.dataFields - Object.keys(said).length;
  const tags = Object.entries(campaign).filter(([name, value]) => value !== '' && !Object.hasOwn(said, name));
  if (tags.length > 0) event.data = { ...Object.fromEntries(tags.slice(0, Math.max(0, room))), ...said };
}

const originOf = (href: string): string | undefined =>
  URL.canParse(href) ? new URL(href).origin : undefined;
