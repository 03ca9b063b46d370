import { say } from '../say.js';
import { ImportError } from './import-error.js';

/** Bytes that are worked on at once, so that neither memory nor the event loop depends on the sender's pieces. */
const PIECE = 64 * 1024;

/** Bytes by which a file is known, where it has so many. */
const HEAD = 16;

/** What stands in the head of workbooks, archives and pictures, and in no text. */
const NO_TEXT = (byte: number) => byte < 9 || (byte > 13 && byte < 32);

/**
 * The body in pieces of bounded size, without the byte order mark. Refuses UTF-16, which spreadsheets write when
 * asked for "Unicode text", and what is no text, such as a workbook.
 */
export async function* pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of body) {
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (start !== undefined) {
      // The mark may come in pieces as well.
      bytes = Buffer.concat([start, bytes]);
      start = bytes;
      if (bytes.length < HEAD) continue;
      bytes = withoutMark(bytes);
      start = undefined;
    }
    for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
  }
  if (start !== undefined && start.length > 0) yield withoutMark(start);
}

function withoutMark(bytes: Buffer): Buffer {
  const [one, two, three] = bytes;
  if ((one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff))
    throw new ImportError(
      'invalid_encoding',
      say('the file is UTF-16, and UTF-8 is expected'),
      say('save it again as UTF-8, in a spreadsheet as "CSV UTF-8"'),
    );
  if (bytes.subarray(0, HEAD).some(NO_TEXT))
    throw new ImportError(
      'invalid_encoding',
      say('the file is no text'),
      say('save a spreadsheet as CSV first; a compressed file is known by its ending .gz or .br'),
    );
  return one === 0xef && two === 0xbb && three === 0xbf ? bytes.subarray(3) : bytes;
}
