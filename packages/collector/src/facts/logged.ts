import type { EventData } from '@footfall/protocol';

/** Who said an event. `cookieless` is a browser that keeps no ids; its visitor id is made by the collector. */
export type Origin = 'browser' | 'cookieless' | 'server';

/** What the events of one batch share, as it is logged: stated by the client, or judged once at arrival. */
export interface LoggedContext {
  origin: Origin;
  /** Visitor id; absent on server events of nobody. */
  visitor?: string;
  /** The visit as the browser made it; absent on cookie-less and server events, whose visits are made from gaps. */
  visit?: { id: string; number: number; landing?: string; referrer?: string };
  customer?: string;
  consent?: 'granted' | 'denied' | 'pending';
  screen?: string;
  language?: string;
  timezone?: string;
  userAgent?: string;
  /** `sec-ch-ua`, `sec-ch-ua-mobile`, `sec-ch-ua-platform` and `sec-purpose` where the browser sent them. */
  hints?: { brands?: string; mobile?: string; platform?: string; purpose?: string };
  /** ISO 3166 code, judged at arrival: the IP address is never stored. */
  country?: string;
  region?: string;
  internal?: true;
  sdk?: string;
}

/** One event as it is logged. `time` is effective: shifted and clamped once, at arrival. */
export interface LoggedEvent {
  id: string;
  name: string;
  time: number;
  url?: string;
  title?: string;
  referrer?: string;
  data?: EventData;
}
