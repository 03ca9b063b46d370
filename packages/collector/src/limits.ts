/**
 * Limits of the server alone: what a client may send is in the protocol's `LIMITS`, what one client may take of
 * the collector is here.
 */
export const SERVER_LIMITS = {
  /** Largest JSON body of a request with a reader or admin key, in bytes. */
  jsonBytes: 256 * 1024,
  /** Beacons that one address may send at once; a whole office or a mobile network can share an address. */
  beaconBurst: 600,
  /** Beacons a second that one address may send for ever. */
  beaconsPerSecond: 50,
  /** Addresses remembered for it; the one longest unseen is forgotten first. */
  beaconClients: 50_000,
  /**
   * Requests that are answered at a time; further ones are told to come again before anything of them is read. More
   * than the writer's queue holds would only wait in memory.
   */
  requestsInFlight: 1_000,
  /** Time for the headers of a request, in ms. */
  headersTimeout: 15_000,
  /** Time for a body that is read whole, in ms. */
  bodyTimeout: 20_000,
  /** Longest silence inside a streamed import, in ms. */
  importSilence: 60_000,
  /** Longest time that the client of an export may take nothing, in ms. */
  exportSilence: 60_000,
  /**
   * Time for requests in flight when the collector is stopped, in ms; the store closes after it. Enough for beacons and
   * figures; an import is cut off and brought in again, for the whole stop must fit into the ten seconds that containers get.
   */
  stopGrace: 2_000,
  /**
   * Longest time for which the thread that writes may show no sign of life while somebody waits for it, in ms; then it is ended
   * and started again. Several times what SQLite waits for a lock, and what a slow disk needs for a commit.
   */
  writerSilence: 30_000,
} as const;
