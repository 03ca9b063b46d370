import { LIMITS } from '@footfall/protocol';

const LINE_FEED = 10;

/** Bytes of a line without its end; `null` for one that was longer than a row may be. */
export type Line = Buffer | null;

/** Lines of a file, in batches. What is longer than {@link LIMITS.importRowBytes} is passed over unkept. */
export async function* lines(body: AsyncIterable<Buffer>): AsyncGenerator<Line[]> {
  let rest: Buffer = Buffer.alloc(0);
  let skipping = false;
  for await (const piece of body) {
    const found: Line[] = [];
    let bytes = piece;
    if (skipping) {
      const end = bytes.indexOf(LINE_FEED);
      if (end === -1) continue;
      bytes = bytes.subarray(end + 1);
      skipping = false;
    } else if (rest.length > 0) bytes = Buffer.concat([rest, bytes]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      found.push(end - start > LIMITS.importRowBytes ? null : bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LIMITS.importRowBytes) {
      found.push(null);
      rest = Buffer.alloc(0);
      skipping = true;
    }
    yield found;
  }
  if (rest.length > 0) yield [rest];
}
