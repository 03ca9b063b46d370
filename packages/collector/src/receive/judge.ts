import type { Site } from '../store/store.js';

/** What is judged of a request once, at its arrival, because it cannot be judged again from the log. */
export interface Judge {
  /** The address of the client, behind a trusted proxy too. It is used and forgotten, never kept or logged. */
  clientIp(headers: Headers, remoteAddress: string | undefined): string;
  /** The network that an address belongs to: what one client of a rate limit is. */
  networkOf(ip: string): string;
  placeOf(ip: string): { country?: string; region?: string };
  /** Whether the address lies in the ranges of the shop's own staff. */
  isInternal(ip: string, site: Site): boolean;
  /** The effective time of each event of a batch: its clock set right, and what is too old refused. */
  effectiveTimes(batch: {
    sent: number | undefined;
    received: number;
    fromBrowser: boolean;
  }): (time: number) => { time: number } | { refused: 'too_old' };
}
