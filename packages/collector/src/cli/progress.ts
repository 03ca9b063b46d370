import { SingleBar } from 'cli-progress';
import { whole } from './table.js';

/** How far long work is. */
export interface Progress {
  /** @param done - of the total @param note - a few words beside it */
  update(done: number, note: string): void;
  stop(): void;
}

interface ProgressOptions {
  /** What is done, such as `importing orders`. */
  what: string;
  /** In the unit of `done`; 0 where it is not known. */
  total: number;
  stream?: NodeJS.WriteStream;
  now?: () => number;
}

const LINE_EVERY_MS = 5_000;

/** A bar on a terminal, elsewhere a line now and then. It is on stderr, so that stdout is the answer alone. */
export function startProgress({
  what,
  total,
  stream = process.stderr,
  now = Date.now,
}: ProgressOptions): Progress {
  return stream.isTTY && total > 0 ? bar(what, total, stream) : lines(what, total, stream, now);
}

function bar(what: string, total: number, stream: NodeJS.WriteStream): Progress {
  const single = new SingleBar({
    format: `${what} [{bar}] {percentage} % | {note}`,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    barsize: 24,
  });
  single.start(total, 0, { note: '' });
  return {
    update: (done, note) => single.update(Math.min(done, total), { note }),
    stop: () => single.stop(),
  };
}

function lines(what: string, total: number, stream: NodeJS.WriteStream, now: () => number): Progress {
  let last = now();
  return {
    update(done, note) {
      if (now() - last < LINE_EVERY_MS) return;
      last = now();
      const share = total > 0 ? `${Math.floor((100 * done) / total)} %` : whole(done);
      stream.write(`${what}: ${share}, ${note}\n`);
    },
    stop() {},
  };
}
