/**
 * Puts a piece of work off until nobody has asked for it for a while; or, where it is asked for again and again, some times only.
 *
 * @param rest milliseconds that it waits for, from the last time that it was asked for
 * @param most how often the wait begins anew
 * @returns asks for it; a process need not stay for it
 */
export function whenQuiet(work: () => void, rest: number, most: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  let put = 0;
  return () => {
    if (timer === undefined) put = 0;
    else if (put === most) return;
    else {
      clearTimeout(timer);
      put++;
    }
    timer = setTimeout(() => {
      timer = undefined;
      work();
    }, rest).unref();
  };
}
