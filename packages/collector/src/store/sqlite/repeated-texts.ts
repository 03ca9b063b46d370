import type { BoundText } from './shared-text.js';
import type { Terms } from './terms.js';

/** Texts that are remembered; what comes again after so many others is taken for new. */
const REMEMBERED = 50_000;
/** Longer texts are kept as they are: a dictionary of them would be as large as what it saves. */
const LONGEST = 1024;

/**
 * Texts of which nobody knows beforehand whether they come again, such as the data of events: a shop's products are looked
 * at over and over with the same words, while each time on a page is another. From the second time on a text is a term.
 */
export class RepeatedTexts {
  /** The term of a text, or 0 where it was said once. */
  readonly #said = new Map<string, number>();

  constructor(private readonly terms: Terms) {}

  /** The text as it is kept in one column. */
  pack(text: string): BoundText {
    if (text.length > LONGEST) return text;
    const known = this.#said.get(text);
    if (known === undefined) {
      if (this.#said.size >= REMEMBERED) this.#said.clear();
      this.#said.set(text, 0);
      return text;
    }
    if (known !== 0) return BigInt(known);
    const term = this.terms.id(text);
    this.#said.set(text, term);
    return BigInt(term);
  }

  /** A rolled back transaction takes its new terms with it. */
  forget(): void {
    this.#said.clear();
  }
}
