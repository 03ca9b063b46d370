/** Answers that are kept; a dashboard with all its reports asks a few hundred different questions. */
const KEPT = 500;

/** What was answered while nobody has written. */
export class Answers<T> {
  readonly #answers = new Map<string, T>();
  #version: number | undefined;

  /**
   * The answer to a question, computed when it is not known.
   *
   * @param version of the data, read before: where somebody writes between the two, the answer is thrown away with the next.
   * @param isWorthwhile whether to keep it, by the time that it took (ms)
   */
  get(
    version: number,
    question: string,
    compute: () => T,
    isWorthwhile: (answer: T, ms: number) => boolean,
  ): T {
    const known = this.known(version, question);
    if (known !== undefined) return known;
    const began = performance.now();
    const answer = compute();
    if (isWorthwhile(answer, performance.now() - began)) this.keep(question, answer);
    return answer;
  }

  /** The answer to a question, where it is known of this version. */
  known(version: number, question: string): T | undefined {
    if (version !== this.#version) {
      this.#answers.clear();
      this.#version = version;
    }
    return this.#answers.get(question);
  }

  /** Keeps the answer to a question that was not {@link known}. */
  keep(question: string, answer: T): void {
    this.#answers.set(question, answer);
    if (this.#answers.size > KEPT) this.#answers.delete(this.#answers.keys().next().value as string);
  }
}
