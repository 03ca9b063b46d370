import type { IncomingMessage } from 'node:http';
import { SERVER_LIMITS } from '../limits.js';
import { ApiError } from './error.js';

/**
 * Reads a body as text, whatever its content type says.
 *
 * @param limit largest length in bytes; a longer body is not read to its end.
 * @throws ApiError 413 above the limit, 408 when the client is too slow, 400 when it broke off.
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const { headers } = request;
  const length = headers.get('content-length');
  const declared = length === null || headers.has('transfer-encoding') ? undefined : Number(length);
  if (declared !== undefined && declared > limit) throw tooLarge(limit);
  // Node takes no more of a body than its Content-Length says, so that one can be read on the quick way.
  const reading = declared === undefined ? readStream(request, limit) : request.text();
  const text = await inTime(reading, SERVER_LIMITS.bodyTimeout);
  if (text.length > limit) throw tooLarge(limit);
  return text;
}

async function readStream(request: Request, limit: number): Promise<string> {
  const reader = request.body?.getReader();
  if (reader === undefined) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new TextDecoder().decode(Buffer.concat(chunks, size));
    size += value.byteLength;
    if (size > limit) {
      // Without a word for its errors: the answer is on its way already.
      reader.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
}

/**
 * The same of a request of Node's server, past the web's streams, which cost more than all else that a beacon needs.
 *
 * @throws ApiError as {@link readBody}
 */
export function readIncoming(incoming: IncomingMessage, limit: number): Promise<string> {
  const length = incoming.headers['content-length'];
  if (length !== undefined && Number(length) > limit) return Promise.reject(tooLarge(limit));
  const reading = new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        // What is left is passed over by the server, once the answer is written.
        incoming.removeAllListeners('data');
        reject(tooLarge(limit));
      } else chunks.push(chunk);
    });
    incoming.once('end', () =>
      resolve(textOf(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))),
    );
    incoming.once('error', reject);
    incoming.once('close', () => incoming.readableEnded || reject(new Error('the connection was closed')));
  });
  return inTime(reading, SERVER_LIMITS.bodyTimeout);
}

/** As the web's decoders read it: a mark of the byte order is not of the text. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function inTime(reading: Promise<string>, milliseconds: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ApiError(408, 'too_slow', `the body did not come within ${milliseconds / 1000} s`));
    }, milliseconds);
    reading.then(
      (text) => {
        clearTimeout(timer);
        resolve(text);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(
          error instanceof ApiError
            ? error
            : new ApiError(400, 'unreadable_body', 'the body broke off', { cause: error }),
        );
      },
    );
  });
}

function tooLarge(limit: number): ApiError {
  return new ApiError(413, 'too_large', `a body may have at most ${limit} bytes`, {
    hint: 'send fewer events at once',
  });
}

/**
 * Reads the text of a body as JSON.
 *
 * @throws ApiError 400 when it is none.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError(400, 'not_json', 'the body is not JSON', { cause: error });
  }
}
