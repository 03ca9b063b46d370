/** One event as it is sent. The collector validates it against the schemas of `@footfall/protocol`. */
export interface FootfallEvent {
  /**
   * UUIDv7, minted here; an order's is made of visitor and transaction. The collector counts an id once however often it
   * arrives.
   */
  id: string;
  name: string;
  /** Milliseconds since the epoch, by the browser's clock. */
  time: number;
  url: string;
  title?: string;
  referrer?: string | undefined;
  data?: Record<string, unknown>;
}
