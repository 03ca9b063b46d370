import { ApiError } from '../http/error.js';
import { SERVER_LIMITS } from '../limits.js';

/**
 * The chunks of a body, for as long as they keep coming: a client that falls silent must not hold its connection
 * and a part of an import for ever.
 *
 * @throws ApiError 408 after a silence of `milliseconds`, 400 when the body breaks off.
 */
export async function* unlessSilent(
  body: ReadableStream<Uint8Array>,
  milliseconds: number = SERVER_LIMITS.importSilence,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await next(reader, milliseconds);
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function next(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  milliseconds: number,
): ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ApiError(408, 'too_slow', `the body was silent for ${milliseconds / 1000} s`));
    }, milliseconds);
    reader
      .read()
      .then(resolve, (cause: unknown) => {
        reject(new ApiError(400, 'unreadable_body', 'the body broke off', { cause }));
      })
      .finally(() => clearTimeout(timer));
  });
}
