import { createHash } from 'node:crypto';
import type { ScanMeasure } from '../../scan.js';

/** What the measures of a scan are over a stretch of time; no piece where no row lies in it. */
export interface Piece {
  sums: readonly (number | null)[];
  /** What rounding left out of each; empty: of none. */
  rests: readonly number[];
}

/** The pieces of one shape of question, as they are written to the file. */
export interface WrittenPieces {
  site: number;
  shape: string;
  data: string;
}

/** Versions of the pages that it was made from; then the piece, where there is one, and what rounding left out, where it did. */
type Kept = [from: string, sums?: Piece['sums'], rests?: Piece['rests']];

interface Shape {
  site: number;
  pieces: Map<string, Kept>;
  /** Whether it is worth being written: a question with a filter may never be asked again. */
  isWritten: boolean;
}

/** Shapes of questions that are remembered; a dashboard has a few dozen, and each takes some hundred kilobytes. */
const SHAPES = 200;
/** Stretches of one shape that are remembered. */
const STRETCHES = 4000;
/** Another number where columns, or what is made of them, come to mean something else: what was written before is void. */
const FORM = 1;

/**
 * What was found out of stretches of time, by the shape of the question: it holds as long as the pages that it was made
 * from do, so a question about a year goes through the rows of the days that have changed since it was asked last.
 */
export class KeptPieces {
  readonly #shapes = new Map<string, Shape>();
  readonly #changed = new Set<string>();

  /** @param read what was written of a shape, `undefined`: nothing */
  constructor(private readonly read: (site: number, shape: string) => string | undefined) {}

  /** `undefined`: not known; `null`: known to be no group. */
  get(shape: string, stretch: string, from: string): Piece | null | undefined {
    const kept = this.#shapes.get(shape)?.pieces.get(stretch);
    if (kept?.[0] !== from) return undefined;
    const [, sums, rests] = kept;
    return sums ? { sums, rests: rests ?? [] } : null;
  }

  put(shape: string, stretch: string, from: string, piece: Piece | undefined): void {
    const known = this.#shapes.get(shape);
    if (!known) return;
    if (known.pieces.size >= STRETCHES) known.pieces.clear();
    known.pieces.set(stretch, keptOf(from, piece));
    if (known.isWritten) this.#changed.add(shape);
  }

  /** Says that a shape is about to be asked for; it is the last to be forgotten. */
  touch(site: number, shape: string, isWritten: boolean): void {
    let known = this.#shapes.get(shape);
    if (known) this.#shapes.delete(shape);
    else {
      const data = isWritten ? this.read(site, nameOf(shape)) : undefined;
      const pieces = new Map(data === undefined ? [] : (JSON.parse(data) as [string, Kept][]));
      known = { site, isWritten, pieces };
    }
    this.#shapes.set(shape, known);
    if (this.#shapes.size <= SHAPES) return;
    const oldest = this.#shapes.keys().next().value as string;
    this.#shapes.delete(oldest);
    this.#changed.delete(oldest);
  }

  /** What has been found out since this was asked last, to be written. */
  takeChanged(): WrittenPieces[] {
    const written = [...this.#changed].flatMap((shape) => {
      const known = this.#shapes.get(shape);
      return known
        ? [{ site: known.site, shape: nameOf(shape), data: JSON.stringify([...known.pieces]) }]
        : [];
    });
    this.#changed.clear();
    return written;
  }
}

function keptOf(from: string, piece: Piece | undefined): Kept {
  if (!piece) return [from];
  return piece.rests.some((rest) => rest !== 0) ? [from, piece.sums, piece.rests] : [from, piece.sums];
}

const nameOf = (shape: string): string => createHash('sha256').update(`${FORM} ${shape}`).digest('base64url');

/** Whether a measure of a whole follows from those of its parts. */
export const isAdditive = ({ aggregate, per }: ScanMeasure): boolean =>
  per === undefined && aggregate !== 'distinct' && aggregate !== 'quantile';
