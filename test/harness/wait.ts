export interface WaitOptions {
  /** Milliseconds until giving up; a minute if left out, for a busy or slow machine is no failure. */
  readonly timeout?: number;
  /** Milliseconds between two looks; 25 if left out. */
  readonly interval?: number;
}

/**
 * Looks again and again until the condition answers something truthy, and answers that.
 *
 * @param what finishes the sentence "waited for …" in the error.
 * @throws when the time is up; the error tells what the condition answered or threw last.
 */
export async function waitFor<T>(
  what: string,
  condition: () => T | Promise<T>,
  { timeout = 60_000, interval = 25 }: WaitOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await condition();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() >= deadline) {
      const seen = last instanceof Error ? last.message : JSON.stringify(last);
      throw new Error(`waited ${timeout} ms for ${what}; last seen: ${seen}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
