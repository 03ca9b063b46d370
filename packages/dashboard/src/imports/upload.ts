import type { ImportReport, RefusedRow } from '../api/answers.js';
import { type FileColumn, Refused, Unreachable } from '../api/ask.js';
import { storedKey } from '../session/stored-key.js';

/** How far an import is: what has been sent, 0 to 1, and the rows that the collector has read. */
export interface Progress {
  sent: number;
  rows: number;
  refused: number;
}

interface Line {
  progress?: { rows: number; refused: number };
  refused?: RefusedRow[];
  result?: ImportReport;
  error?: {
    code: string;
    message: string;
    hint?: string;
    fields?: { field: string; message: string }[];
    columns?: FileColumn[];
  };
}

/**
 * Sends a file to an import and tells how far it is: `fetch` cannot tell how much of a body has gone, so it is the
 * older way of asking; the collector answers line by line while it reads.
 *
 * @throws {Refused} with the collector's words, {Unreachable}.
 */
export function upload(
  path: string,
  file: Blob,
  contentType: string,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const progress: Progress = { sent: 0, rows: 0, refused: 0 };
    request.open('POST', path);
    request.setRequestHeader('authorization', `Bearer ${storedKey() ?? ''}`);
    request.setRequestHeader('content-type', contentType);
    request.setRequestHeader('accept', 'application/x-ndjson');
    request.upload.onprogress = ({ loaded, total }) => {
      progress.sent = total === 0 ? 1 : loaded / total;
      onProgress({ ...progress });
    };
    const lines = new LineReader();
    const refused: RefusedRow[] = [];
    let last: Line | undefined;
    const read = (text: string) => {
      for (const line of lines.read(text)) {
        last = line;
        if (line.refused) for (const row of line.refused) refused.push(row);
        if (line.progress) onProgress(Object.assign(progress, { sent: 1 }, line.progress));
      }
    };
    request.onprogress = () => read(request.responseText);
    request.onerror = () => reject(new Unreachable('the collector does not answer'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      // An error that is known before anything was read is one line of its own, without an end.
      read(`${request.responseText}\n`);
      const line = last;
      if (line?.result) return resolve({ ...line.result, refused: allOf(line.result.refused, refused) });
      const {
        code = 'unknown',
        message = `the collector answered ${request.status}`,
        hint,
        fields,
        columns,
      } = line?.error ?? {};
      reject(new Refused(request.status, code, message, hint, fields, columns));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Reads lines of JSON out of a text that grows, each of them once. */
class LineReader {
  #read = 0;

  /** @returns the lines that have become whole since it was last asked. */
  read(text: string): Line[] {
    const end = text.lastIndexOf('\n');
    if (end < this.#read) return [];
    const lines = text.slice(this.#read, end).split('\n');
    this.#read = end + 1;
    return lines.flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Line];
      } catch {
        return [];
      }
    });
  }
}

// Rows are refused as they are found wrong, some when they are read and some when they are written.
const allOf = (first: RefusedRow[], told: RefusedRow[]): RefusedRow[] =>
  told.length > first.length ? told.sort((one, other) => one.row - other.row) : first;

/** What a file is, by its name, else by its type. */
export function contentTypeOf({ name, type }: File): string {
  const ending = name.split('.').at(-1)?.toLowerCase();
  if (ending === 'ndjson' || ending === 'jsonl') return 'application/x-ndjson';
  if (ending === 'json') return 'application/json';
  return ending === 'csv' || ending === 'txt' || ending === 'tsv' || type === '' ? 'text/csv' : type;
}

/** So much of a large file is looked at for its preview, bytes. */
const SAMPLE = 1024 * 1024;

/**
 * The first rows of a file, as a file. Of JSON arrays the whole: the start of one is none.
 *
 * @returns whether it is all of it, too.
 */
export async function sampleOf(file: File, contentType: string): Promise<{ sample: Blob; whole: boolean }> {
  if (file.size <= SAMPLE || contentType === 'application/json') return { sample: file, whole: true };
  const start = await file.slice(0, SAMPLE).arrayBuffer();
  // A row that is cut in two would be refused for that. 10 is the end of a line.
  const end = new Uint8Array(start).lastIndexOf(10);
  return { sample: new Blob([start.slice(0, end + 1)]), whole: false };
}
