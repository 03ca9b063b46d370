import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options?: { type: 'minor' | 'major' }) => void;
let collect: Collect | undefined;

/**
 * Has this thread's garbage collected now. What lies outside of its heap (arrays, blobs of the file) hardly counts for V8: it would
 * come after another sixty megabytes of it.
 *
 * @param type `minor`: what was made since the last time, in a millisecond or two; `major`: all, in some dozen
 */
export function collectGarbage(type: 'minor' | 'major'): void {
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  collect({ type });
}
