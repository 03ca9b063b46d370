import type { FunnelLoss, FunnelRow, FunnelScan, Scan, ScanRow } from '../scan.js';
import type { Row } from '../store.js';
import type { WrittenPieces } from './columns/kept-pieces.js';

/** What a reader thread is asked. A `rows` of a stream asks for the next chunk of it; `stop` gives it up. */
export type ReaderCall =
  | { id: number; kind: 'query'; sql: string; parameters: readonly unknown[] }
  | { id: number; kind: 'scans'; scans: readonly Scan[] }
  | { id: number; kind: 'funnel'; funnel: FunnelScan }
  /** Those who were lost in it: of each step and kind so many rows. */
  | { id: number; kind: 'losses'; funnel: FunnelScan; top: number }
  | { id: number; kind: 'open'; sql: string; parameters: readonly unknown[] }
  | { id: number; kind: 'next' | 'stop' }
  | { id: number; kind: 'close' };

/** What it answers; `done` with the last chunk of a stream. */
export type ReaderAnswer =
  | { id: number; rows: Row[]; done: boolean }
  /** `null`: it must be asked of the rows. */
  | { id: number; scanned: (ScanRow[] | null)[]; pieces: WrittenPieces[] }
  | { id: number; funnel: FunnelRow[] | null }
  | { id: number; losses: FunnelLoss[] | null }
  | { id: number; error: { message: string; code: string } };

/** What it says once by itself: it has loaded its modules and opened the file. */
export const READY = 'ready';
