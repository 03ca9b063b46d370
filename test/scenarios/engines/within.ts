/** The answer, or an error when there is none in time: what is asked of a page that goes away may never be answered. */
export const within = async <T>(ms: number, answer: Promise<unknown>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return (await Promise.race([answer, late])) as T;
  } finally {
    clearTimeout(timer);
  }
};
