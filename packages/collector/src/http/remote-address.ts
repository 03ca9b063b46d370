import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The address at the other end of the socket; undefined where the app is called without one. */
export function remoteAddress(c: Context): string | undefined {
  // In a test the app has no socket, and in a runtime other than Node no bindings either.
  return c.env?.incoming === undefined ? undefined : getConnInfo(c).remote.address;
}
