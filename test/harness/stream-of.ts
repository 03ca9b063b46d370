/** A body that is made while it is sent, never whole in memory. Send it with `duplex: 'half'`. */
export function streamOf(parts: Iterable<Uint8Array | string>): ReadableStream<Uint8Array> {
  const iterator = parts[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === 'string' ? Buffer.from(value) : value);
    },
  });
}
