import { type BrowserBatch, browserBatch, LIMITS, nameFile, takeCampaign } from '@footfall/protocol';
import type { Context } from 'hono';
import type { HeaderSource } from '../enrich/client-hints.js';
import { effectiveTimes } from '../enrich/clock.js';
import { clientIp, isInternal, networkOf } from '../enrich/network.js';
import { parseJson, readBody } from '../http/body.js';
import { ApiError, invalidRequest, toApiError } from '../http/error.js';
import { keyOfRequest, requireRole, siteOfKey, unknownSite } from '../http/key-check.js';
import { type PlainAnswer, responseOf } from '../http/plain-answer.js';
import { remoteAddress } from '../http/remote-address.js';
import type { ApiKey, Site } from '../store/store.js';
import { eventsAnswer } from './answer.js';
import { addBrowserHeaders, statedContext } from './context.js';
import { type CookielessVisitor, createCookielessVisitor } from './cookieless.js';
import { corsHeaders } from './cors.js';
import type { ReceiveDependencies } from './dependencies.js';
import { allowsOrigin, foreignOrigin, originMissing } from './origin.js';
import { readEvents } from './read-events.js';
import { takeBatch } from './take-batch.js';
import { visitorCookie } from './visitor-cookie.js';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** Refusals that are not of a known site are counted under this key. */
const NO_SITE = 0;

/** A request with events of a browser, whoever has taken it from the wire. */
export interface Beacon {
  readonly headers: HeaderSource;
  /** The URL that it was sent to. @throws ApiError 400 where its host is none */
  readonly url: string;
  /** The peer of the socket; undefined where there is none. */
  readonly remoteAddress: string | undefined;
  /** Whether the page asks for an answer with a body. */
  readonly debug: boolean;
  /** Reads the body, once. @throws ApiError as {@link readBody} */
  body(limit: number): Promise<string>;
}

/** Takes one beacon; never rejects. */
export type TakeBeacon = (beacon: Beacon) => Promise<PlainAnswer>;

/** `POST /v1/events`: a batch from a browser. Every answer, errors too, can be read by the page that asked. */
export function browserEvents(deps: ReceiveDependencies): TakeBeacon {
  const cookieless = createCookielessVisitor(deps.store);
  return async function takeBeacon(beacon) {
    const header = beacon.headers.get('origin');
    const cors = corsHeaders(header);
    try {
      return await receive(deps, cookieless, beacon, header === 'null' ? null : header, cors);
    } catch (thrown) {
      const error = toApiError(thrown);
      if (error.status >= 500) deps.log.error({ err: thrown }, 'events could not be taken');
      return error.toAnswer(cors);
    }
  };
}

/** The same as a route of the app. */
export const beaconRoute =
  (take: TakeBeacon) =>
  async (c: Context): Promise<Response> =>
    responseOf(
      await take({
        headers: c.req.raw.headers,
        url: c.req.raw.url,
        remoteAddress: remoteAddress(c),
        debug: c.req.query('debug') === '1',
        body: (limit) => readBody(c.req.raw, limit),
      }),
    );

async function receive(
  deps: ReceiveDependencies,
  cookieless: CookielessVisitor,
  beacon: Beacon,
  origin: string | null,
  cors: Record<string, string>,
): Promise<PlainAnswer> {
  const { store } = deps;
  const { headers } = beacon;
  const key = keyIfGiven(deps, headers.get('authorization'));
  const ip = clientIp(headers, beacon.remoteAddress, deps.trustProxy);
  if (key === undefined) {
    if (origin === null) throw counted(deps, NO_SITE, originMissing());
    holdBack(deps, ip);
  }
  const batch = await readBatch(deps, beacon);
  const site = siteOfBatch(deps, batch, key);
  if (origin !== null && !allowsOrigin(site, origin, deps.dev, () => beacon.url))
    throw counted(deps, site.key, foreignOrigin(site, origin));

  const received = deps.now();
  const context = statedContext(batch, batch.visitor === null ? 'cookieless' : 'browser');
  addBrowserHeaders(context, headers);
  if (context.visitor === undefined)
    context.visitor = await cookieless({
      site: site.id,
      ip,
      userAgent: headers.get('user-agent') ?? '',
      received,
    });
  const country = deps.country.countryOf(ip);
  if (country !== null) context.country = country;
  if (isInternal(ip, site.settings.internalNetworks)) context.internal = true;

  const read = readEvents(batch.events, effectiveTimes({ sent: batch.sent, received, fromBrowser: true }));
  for (const event of read.events) {
    takeCampaign(event, context.visit !== undefined);
    nameFile(event);
  }
  const result = await takeBatch(store, { site, received, context, read });
  // Only once the events are on disk, and never for a caller with a key, which is no visitor.
  const cookie =
    key === undefined && origin !== null ? visitorCookie(batch, origin, beacon, received) : undefined;
  const withBody = key !== undefined || (beacon.debug && LOOPBACK.test(ip));
  return eventsAnswer(
    result,
    read.refused,
    withBody,
    cookie === undefined ? cors : { ...cors, 'set-cookie': cookie },
  );
}

function keyIfGiven(deps: ReceiveDependencies, authorization: string | null): ApiKey | undefined {
  if (authorization === null) return undefined;
  const key = keyOfRequest(deps, authorization);
  requireRole(key, 'writer');
  return key;
}

// One client of IPv6 has a whole network of addresses to send from; one of IPv4 has one, often shared.
// On the collector's own machine a flood is a load test, or a proxy that does not say for whom it asks.
function holdBack(deps: ReceiveDependencies, ip: string): void {
  if (deps.rateLimit === null || LOOPBACK.test(ip)) return;
  const wait = deps.rateLimit.take(ip.includes(':') ? networkOf(ip) : ip);
  if (wait === 0) return;
  throw counted(
    deps,
    NO_SITE,
    new ApiError(429, 'rate_limited', 'too many beacons from this address', {
      hint: `try again in ${wait} s`,
      headers: { 'retry-after': String(wait) },
    }),
  );
}

async function readBatch(deps: ReceiveDependencies, beacon: Beacon): Promise<BrowserBatch> {
  try {
    const raw = parseJson(await beacon.body(LIMITS.beaconBytes));
    const result = browserBatch.safeParse(raw);
    if (!result.success) throw invalidRequest(result.error, 'invalid_batch');
    if (result.data.visitor !== null && result.data.visit === null)
      throw new ApiError(400, 'invalid_batch', 'visit: is null though there is a visitor', {
        fields: [{ field: 'visit', message: 'is null though there is a visitor' }],
      });
    return result.data;
  } catch (error) {
    throw error instanceof ApiError ? counted(deps, NO_SITE, error) : error;
  }
}

function siteOfBatch(deps: ReceiveDependencies, batch: BrowserBatch, key: ApiKey | undefined): Site {
  const { store, dev } = deps;
  if (key !== undefined) return siteOfKey(store, key, batch.site);
  const site = store.site(batch.site);
  // Strangers are told the names of other sites only where there are no strangers.
  if (site === undefined) throw counted(deps, NO_SITE, unknownSite(batch.site, dev ? store.sites() : []));
  return site;
}

function counted({ store }: ReceiveDependencies, site: number, error: ApiError): ApiError {
  store.countRefusals(site, error.code, 1);
  return error;
}
