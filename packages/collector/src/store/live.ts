/** Visitors of a page, country or channel who are there now. */
export interface LiveCount {
  name: string | null;
  visitors: number;
}

/** An event as it has just come in. Bots and staff are in it too, and say so. */
export interface LiveEvent {
  /** Milliseconds since the epoch. */
  time: number;
  name: string;
  page: string | null;
  country: string | null;
  channel: string | null;
  device: string | null;
  /** Why it is a bot's; `null`: a person's. */
  bot: string | null;
  internal: boolean;
}

/** What happens on a site at this moment. */
export interface Live {
  /** Different visitors who did something within the window; bots and staff are not among them. */
  visitors: number;
  /** The page that each of them saw last. */
  pages: LiveCount[];
  countries: LiveCount[];
  channels: LiveCount[];
  /** The newest first. */
  events: LiveEvent[];
}

/** What a question for {@link Live} is about. */
export interface LiveQuestion {
  /** Key of the site. */
  site: number;
  now: number;
  /** Who did nothing for so long is gone, ms. */
  windowMs: number;
  /** Most events, and most rows of each list. */
  limit: number;
}
