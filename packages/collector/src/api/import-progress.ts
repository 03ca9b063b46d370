import { LIMITS } from '@footfall/protocol';
import { toApiError } from '../http/error.js';
import type { ImportAnswer, ImportProgress } from '../import/import-answer.js';
import type { RefusedRow } from '../store/store.js';

/** Lines of progress come no more often than that, in ms. */
const EVERY_MS = 250;

/**
 * The answer to an import whose client wants to see how far it is: one JSON object a line, `{"progress":{…}}` now and
 * then, `{"refused":[…]}` where all of them are wanted, and at the end `{"result":{…}}` or `{"error":{…}}`. What is found wrong before anything was taken is answered
 * by its status, as without progress.
 */
export async function progressAnswer(
  start: (
    onProgress: (progress: ImportProgress) => void,
    onRefused: ((rows: readonly RefusedRow[]) => void) | undefined,
  ) => Promise<ImportAnswer>,
  { allRefused }: { allRefused: boolean },
): Promise<Response> {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const lines = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given;
    },
    // Who leaves has sent its rows all the same.
    cancel: () => {
      controller = undefined;
    },
  });
  const write = (line: object) => controller?.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));

  let last = Number.NEGATIVE_INFINITY;
  let begun: () => void = () => {};
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const onProgress = (progress: ImportProgress) => {
    if (performance.now() - last < EVERY_MS) return;
    last = performance.now();
    write({ progress });
    begun();
  };
  // Who does not read what is said must not fill the memory with it.
  let left = LIMITS.importRefusalsTold;
  const onRefused = (rows: readonly RefusedRow[]) => {
    const refused = rows.slice(0, left);
    left -= refused.length;
    if (refused.length === 0) return;
    write({ refused });
    begun();
  };
  const imported = start(onProgress, allRefused ? onRefused : undefined);
  await Promise.race([first, imported]);
  void imported
    .then(
      (result) => write({ result }),
      async (error: unknown) => write((await toApiError(error).toResponse().json()) as object),
    )
    .finally(() => controller?.close())
    // The client has gone.
    .catch(() => {});
  return new Response(lines, {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' },
  });
}
