import { z } from 'zod';
import { event, id, time } from './event.js';
import { LIMITS } from './limits.js';

const text = z.string().optional().catch(undefined);

/** The visitor as the browser knows it: its id and when it was first seen. */
export const visitor = z.object({ id, first: time.optional() });

/** The visit as the browser knows it. `number` 1 is the visitor's first. */
export const visit = z.object({
  id,
  number: z.number().int().min(1).max(1_000_000),
  started: time,
  landing: text,
  referrer: text,
});

export const device = z.object({ screen: text, viewport: text, language: text, timezone: text });

const siteId = z.string().min(1).max(LIMITS.idLength);

// Each event is validated for itself, so that a bad one does not take its neighbours with it.
const events = z.array(z.unknown()).min(1).max(LIMITS.batchEvents);

/** The envelope of `POST /v1/events`. `visitor` and `visit` are `null` in cookie-less mode. */
export const browserBatch = z.object({
  site: siteId,
  sent: time,
  sdk: text,
  visitor: visitor.nullable(),
  visit: visit.nullable(),
  // What is no id is nobody's: a page that writes one wrongly still says what happened on it.
  customer: id.optional().catch(undefined),
  consent: z.enum(['granted', 'denied', 'pending']).optional().catch(undefined),
  /** Set by the shop on the browsers of its own staff; such visits are kept apart from every KPI. */
  internal: z.boolean().optional().catch(undefined),
  device: device.optional().catch(undefined),
  events,
});

/**
 * The envelope of `POST /v1/server-events`: the same, but only the site and the events are needed. A customer that is no id
 * is refused here, for whoever calls can read the answer and mend the call.
 */
export const serverBatch = browserBatch
  .extend({ customer: id.optional() })
  .partial({ sent: true, visitor: true, visit: true });

/** The same envelopes with their events spelled out, for the OpenAPI document and for those who write clients. */
export const browserBatchDocument = browserBatch.extend({ events: z.array(event) });
export const serverBatchDocument = serverBatch.extend({ events: z.array(event) });

export type Visitor = z.output<typeof visitor>;
export type Visit = z.output<typeof visit>;
export type Device = z.output<typeof device>;
export type BrowserBatch = z.output<typeof browserBatch>;
export type ServerBatch = z.output<typeof serverBatch>;
/** What a client writes. */
export type BatchInput = z.input<typeof browserBatchDocument>;
export type EventInput = z.input<typeof event>;
