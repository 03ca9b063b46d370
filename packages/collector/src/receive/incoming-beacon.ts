import type { IncomingMessage, ServerResponse } from 'node:http';
import { readIncoming } from '../http/body.js';
import { ApiError } from '../http/error.js';
import { writeAnswer } from '../http/plain-answer.js';
import type { Beacon, TakeBeacon } from './browser-events.js';

/** Where beacons are sent to; with a query they take the way of all requests. */
export const BEACON_PATH = '/v1/events';

/**
 * Takes beacons straight from Node's server. Routes, `Request` and `Response` cost three times as much as what a beacon needs,
 * and a collector spends its days here.
 */
export function answerBeacons(
  take: TakeBeacon,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return function answerBeacon(incoming, outgoing) {
    void take(beaconOf(incoming)).then((answer) => {
      if (!outgoing.destroyed) writeAnswer(answer, outgoing);
    });
  };
}

function beaconOf(incoming: IncomingMessage): Beacon {
  const { headers, socket } = incoming;
  return {
    headers: {
      get(name) {
        const value = headers[name];
        return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
      },
    },
    get url() {
      const url = `http://${headers.host}${BEACON_PATH}`;
      if (!URL.canParse(url)) throw new ApiError(400, 'invalid_request', 'the host of this request is none');
      return url;
    },
    remoteAddress: socket.remoteAddress,
    debug: false,
    body: (limit) => readIncoming(incoming, limit),
  };
}
