/** Asks together what is asked for in the same turn of the event loop; what fails together is asked one by one. */
export function inOneGo<Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: { question: Question; resolve(answer: Answer): void; reject(error: unknown): void }[] = [];
  const askAll = async (asked: typeof waiting): Promise<void> => {
    try {
      const answers = await ask(asked.map(({ question }) => question));
      asked.forEach(({ resolve }, at) => {
        resolve(answers[at] as Answer);
      });
    } catch (error) {
      if (asked.length === 1) asked[0]?.reject(error);
      else await Promise.all(asked.map((one) => askAll([one])));
    }
  };
  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0)
        setImmediate(() => {
          const asked = waiting;
          waiting = [];
          void askAll(asked);
        });
      waiting.push({ question, resolve, reject });
    });
}
