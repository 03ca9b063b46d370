import { setImmediate as turn } from 'node:timers/promises';

/** A body that is made while it is sent, never whole in memory. Send it with `duplex: 'half'`. */
export function streamOf(parts: Iterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.iterator]();
  return new ReadableStream({
    async pull(controller) {
      // Else a body without an end would let nothing else happen in this process, not even that the other side hangs up.
      await turn();
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? Buffer.from(value) : value);
    },
  });
}
