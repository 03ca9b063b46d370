/** What a question for {@link SiteHealth} is about. */
export interface HealthQuestion {
  /** Key of the site. */
  site: number;
  /** From here on refusals and what was kept apart are counted, ms. */
  since: number;
}

/** A number of something, by its reason. */
export interface ReasonCount {
  reason: string;
  count: number;
}

/** Whether the data of a site can be trusted, for its admin. */
export interface SiteHealth {
  /** When the last event arrived, ms; `null`: there was none. */
  lastEvent: number | null;
  /** Time from an event to its arrival, of the last ones; `null` where there are none. */
  lag: { events: number; medianMs: number; p95Ms: number } | null;
  /** Events that were refused, the most frequent reason first. */
  refused: ReasonCount[];
  /** Visits that are in no figure: of bots by the reason, and of staff. */
  apart: { bots: ReasonCount[]; internal: number };
  /** Of all sites. */
  disk: { bytes: number; freeBytes: number | null };
}
