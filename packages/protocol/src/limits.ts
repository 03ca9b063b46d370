/**
 * Every limit of the wire in one place. What is longer than a text limit is cut and counted, never the reason
 * to lose an event; what breaks another limit is refused with a reason.
 */
export const LIMITS = {
  /** Largest body of a browser's beacon, in bytes. Browsers cap keepalive bodies at the same size. */
  beaconBytes: 64 * 1024,
  /** Largest body of a request with server events, in bytes. */
  serverEventsBytes: 4 * 1024 * 1024,
  /** Events in one batch. */
  batchEvents: 100,
  /** Items in one event; further ones are cut and counted. */
  eventItems: 200,
  /** Characters of a text; the rest is cut and counted. */
  textLength: 512,
  /** Characters of a URL; the rest is cut and counted. */
  urlLength: 2048,
  /** Characters of an id: visitor, visit, event, transaction, customer, item. */
  idLength: 128,
  /** Fields of `data` that an event may have, nested ones not counted; further ones are dropped and counted. */
  dataFields: 64,
  /** How deep `data` may be nested; what lies deeper is dropped and counted. GA4 needs 3 (data, items, item). */
  depth: 6,
  /**
   * Largest amount of money, in whole units of its currency: also of price × quantity of one item, and of all items
   * of an event together. In minor units of any currency it is exact in a number (10^15 < 2^53), and sums of it
   * stay inside 64 bits.
   */
  amount: 100_000_000_000,
  /** Largest price of one unit, in whole units of its currency: 10^15 in the millionths that the store keeps. */
  price: 1_000_000_000,
  /** Largest quantity of one item: 10^9 in the thousandths that the store keeps. */
  quantity: 1_000_000,
  /** Bytes of one row of an import; a longer one is refused as `too_long`. */
  importRowBytes: 256 * 1024,
  /** Columns of an imported file; the exports of help desks have some hundred. */
  importColumns: 1_000,
  /** Refused rows that an import's answer names; further ones are counted. */
  importRefusalsNamed: 100,
  /** Refused rows of an import that are told of where all are wanted. */
  importRefusalsTold: 100_000,
  /** A batch whose `sent` differs from the collector's clock by more is shifted by the difference, in ms. */
  clockTolerance: 60_000,
  /** A browser's time further ahead becomes the receive time, in ms. */
  futureTolerance: 24 * 3600_000,
  /** A browser's event older than this is refused as `too_old`, in ms. */
  browserHistory: 30 * 24 * 3600_000,
  /**
   * Fewest days for which raw events can be kept: all that a browser may still send, for the second arrival of an event
   * is known by the first.
   */
  keepEventsDaysLeast: 31,
  /**
   * Cart events of one visitor whose raw form is kept. Carts are made anew from all of them at each; who has more is no
   * person with a cart, and none is made of them.
   */
  visitorCartEvents: 2_000,
  /** Longest foreground time that one engagement event can claim, in ms. */
  engagement: 24 * 3600_000,
  /** Longest period of one question, in local days: ten years. */
  periodDays: 3660,
  /** Pieces that an interval may cut a period into: a year of hours. */
  buckets: 9000,
  /** Pieces of a cut that each need work of their own: a scan of what lies before it, or a model. */
  costlyBuckets: 400,
  modelBuckets: 60,
  /** Longest window of a churn rate, in local days. */
  windowDays: 1830,
  /** Rows of a breakdown or a table that are answered at most, and when no limit is asked for. */
  rows: 10_000,
  defaultRows: 100,
  /** Dimensions of one breakdown. */
  breakdown: 3,
  /** Characters and conditions of a filter. */
  filterLength: 2048,
  filterTerms: 50,
  /** Steps of one funnel, and rows of where those went who were lost at one. */
  funnelSteps: 10,
  funnelLosses: 10,
  /** Longest time limit of a funnel, in minutes: within a visit, which lasts a day at most, and across visits. */
  funnelVisitMinutes: 1440,
  funnelVisitorMinutes: 90 * 1440,
  /** Goals of one site. */
  goals: 200,
  /** KPIs of one query. */
  queryKpis: 100,
} as const;
