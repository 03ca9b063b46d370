import type { ScanMeasure } from '../../scan.js';

/** What the measures of a scan are over a stretch of time; no piece where no row lies in it. */
export interface Piece {
  sums: readonly (number | null)[];
  /** What rounding left out of each. */
  rests: readonly number[];
}

interface Kept {
  /** Versions of the pages that it was made from. */
  from: string;
  piece: Piece | undefined;
}

/** Shapes of questions that are remembered; a dashboard has a few dozen. */
const SHAPES = 400;

/**
 * What was found out of stretches of time, by the shape of the question: it holds as long as the pages that it was made
 * from do, so a question about a year goes through the rows of the days that have changed since it was asked last.
 */
export class KeptPieces {
  readonly #shapes = new Map<string, Map<string, Kept>>();

  /** `undefined`: not known; `null`: known to be no group. */
  get(shape: string, stretch: string, from: string): Piece | null | undefined {
    const kept = this.#shapes.get(shape)?.get(stretch);
    return kept?.from === from ? (kept.piece ?? null) : undefined;
  }

  put(shape: string, stretch: string, from: string, piece: Piece | undefined): void {
    let pieces = this.#shapes.get(shape);
    // The one that was asked for the longest ago is the first.
    if (pieces) this.#shapes.delete(shape);
    else pieces = new Map();
    this.#shapes.set(shape, pieces);
    if (this.#shapes.size > SHAPES) this.#shapes.delete(this.#shapes.keys().next().value as string);
    pieces.set(stretch, { from, piece });
  }
}

/** Whether a measure of a whole follows from those of its parts. */
export const isAdditive = ({ aggregate, per }: ScanMeasure): boolean =>
  per === undefined && aggregate !== 'distinct' && aggregate !== 'quantile';
