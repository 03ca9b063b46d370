/** One step: an event, and conditions on it in the words of a filter. */
export interface FunnelStep {
  event: string;
  filter: string;
}

/** What a funnel is asked for with, beside the view. */
export interface Funnel {
  steps: readonly FunnelStep[];
  order: 'loose' | 'strict';
  within: 'visit' | 'visitor';
  /** Longest time from the first step to any other; none, or that of the collector, where it is left out. */
  minutes: number | undefined;
}

/** As many as the collector takes. */
export const MOST_STEPS = 10;

const EVENT = /^[a-z][a-z0-9_]{0,39}$/;

/** The way through a shop. */
export const CHECKOUT: Funnel = {
  steps: [
    'view_item',
    'add_to_cart',
    'begin_checkout',
    'add_shipping_info',
    'add_payment_info',
    'purchase',
  ].map((event) => ({ event, filter: '' })),
  order: 'loose',
  within: 'visit',
  minutes: undefined,
};

/** The parts of the address that are a funnel's. */
export const FUNNEL_NAMES = ['step', 'order', 'within', 'minutes'] as const;

/** Reads the funnel of an address; that through the checkout where it has none, or none that can be. */
export function funnelOf(search: URLSearchParams): Funnel {
  const steps = search
    .getAll('step')
    .map((text): FunnelStep => {
      const [event = '', ...filter] = text.split(';');
      return { event, filter: filter.join(';') };
    })
    .filter(({ event }) => EVENT.test(event))
    .slice(0, MOST_STEPS);
  const minutes = Number(search.get('minutes') ?? Number.NaN);
  return {
    steps: steps.length >= 2 ? steps : CHECKOUT.steps,
    order: search.get('order') === 'strict' ? 'strict' : 'loose',
    within: search.get('within') === 'visitor' ? 'visitor' : 'visit',
    minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : undefined,
  };
}

/** The address with this funnel in it; that through the checkout needs nothing. */
export function withFunnel(search: URLSearchParams, funnel: Funnel): URLSearchParams {
  const after = new URLSearchParams(search);
  for (const name of FUNNEL_NAMES) after.delete(name);
  const texts = textsOf(funnel);
  if (texts.join() !== textsOf(CHECKOUT).join()) for (const text of texts) after.append('step', text);
  if (funnel.order !== 'loose') after.set('order', funnel.order);
  if (funnel.within !== 'visit') after.set('within', funnel.within);
  if (funnel.minutes !== undefined) after.set('minutes', String(funnel.minutes));
  return after;
}

const textsOf = ({ steps }: Funnel): string[] =>
  steps.map(({ event, filter }) => (filter === '' ? event : `${event};${filter}`));
