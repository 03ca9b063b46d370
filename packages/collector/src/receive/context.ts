import { type BrowserBatch, cutTexts, LIMITS, type ServerBatch } from '@footfall/protocol';
import { clientHintsOf, type HeaderSource } from '../enrich/client-hints.js';
import { languageOf } from '../enrich/language.js';
import type { LoggedContext } from '../facts/logged.js';

/** What the client states of all events of a batch; what is judged at arrival is added by the route. */
export function statedContext(
  batch: BrowserBatch | ServerBatch,
  origin: LoggedContext['origin'],
): LoggedContext {
  const context: LoggedContext = { origin };
  const { visit, device } = batch;
  cutTexts(visit);
  cutTexts(device);
  if (batch.visitor) context.visitor = batch.visitor.id;
  // A cookie-less browser is asked for no ids; should one come all the same, it is not kept.
  if (visit && batch.visitor) {
    context.visit = { id: visit.id, number: visit.number };
    if (visit.landing !== undefined) context.visit.landing = visit.landing;
    if (visit.referrer !== undefined) context.visit.referrer = visit.referrer;
  }
  if (batch.customer !== undefined) context.customer = batch.customer;
  if (batch.consent !== undefined) context.consent = batch.consent;
  if (device?.screen !== undefined) context.screen = device.screen;
  if (device?.language !== undefined) context.language = device.language;
  if (device?.timezone !== undefined) context.timezone = device.timezone;
  if (batch.internal === true) context.internal = true;
  if (batch.sdk !== undefined) context.sdk = batch.sdk.slice(0, 32);
  return context;
}

/** Adds what the browser says of itself in the headers of every request. */
export function addBrowserHeaders(context: LoggedContext, headers: HeaderSource): void {
  const userAgent = headers.get('user-agent');
  if (userAgent) context.userAgent = userAgent.slice(0, LIMITS.textLength);
  if (context.language === undefined) {
    const language = languageOf(undefined, headers.get('accept-language') ?? undefined);
    if (language !== null) context.language = language;
  }
  const { brands, mobile, platform, purpose } = clientHintsOf(headers);
  if (brands ?? mobile ?? platform ?? purpose)
    context.hints = {
      ...(brands && { brands }),
      ...(mobile && { mobile }),
      ...(platform && { platform }),
      ...(purpose && { purpose }),
    };
}
