import { LIMITS, serverBatch } from '@footfall/protocol';
import type { Context } from 'hono';
import { effectiveTimes } from '../enrich/clock.js';
import { parseJson, readBody } from '../http/body.js';
import { invalidRequest } from '../http/error.js';
import { keyOfRequest, requireRole, siteOfKey } from '../http/key-check.js';
import { responseOf } from '../http/plain-answer.js';
import { eventsAnswer } from './answer.js';
import { statedContext } from './context.js';
import type { ReceiveDependencies } from './dependencies.js';
import { readEvents } from './read-events.js';
import { takeBatch } from './take-batch.js';

/**
 * `POST /v1/server-events`: a batch from the shop's server. Address and user agent of the request are the
 * server's own, so they say nothing of a visitor and are not kept.
 */
export function serverEvents(deps: ReceiveDependencies): (c: Context) => Promise<Response> {
  const { store } = deps;
  return async function receiveServerEvents(c) {
    const { headers } = c.req.raw;
    const key = keyOfRequest(deps, headers.get('authorization'));
    requireRole(key, 'writer');
    const raw = parseJson(await readBody(c.req.raw, LIMITS.serverEventsBytes));
    const batch = serverBatch.safeParse(raw);
    if (!batch.success) throw invalidRequest(batch.error, 'invalid_batch');
    const site = siteOfKey(store, key, batch.data.site);
    const received = deps.now();
    const read = readEvents(
      batch.data.events,
      effectiveTimes({ sent: batch.data.sent, received, fromBrowser: false }),
    );
    const context = statedContext(batch.data, 'server');
    const result = await takeBatch(store, { site, received, context, read });
    return responseOf(eventsAnswer(result, read.refused, true, {}));
  };
}
