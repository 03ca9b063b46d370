export const FORMATS = ['csv', 'ndjson', 'json'] as const;
export type Format = (typeof FORMATS)[number];

const FORMAT_OF_TYPE: Record<string, Format> = {
  'text/csv': 'csv',
  'text/tab-separated-values': 'csv',
  'application/csv': 'csv',
  'application/vnd.ms-excel': 'csv',
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'application/x-jsonlines': 'ndjson',
};

const FORMAT_OF_ENDING: Record<string, Format> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
};

/** The format that a `Content-Type` names; `undefined` where it names none, and the content must say. */
export function formatOfContentType(header: string | undefined): Format | undefined {
  return FORMAT_OF_TYPE[(header?.split(';')[0] ?? '').trim().toLowerCase()];
}

/** The format that a file's ending names, the ending of its compression aside. */
export function formatOfFileName(name: string): Format | undefined {
  const ending = name
    .toLowerCase()
    .replace(/\.(gz|br)$/, '')
    .split('.')
    .at(-1);
  return FORMAT_OF_ENDING[ending ?? ''];
}

/** The format of a content by its first visible character. */
export function formatOfStart(start: Buffer): Format | undefined {
  const first = /[^\s]/.exec(start.toString('latin1'))?.[0];
  if (first === undefined) return undefined;
  return first === '[' ? 'json' : first === '{' ? 'ndjson' : 'csv';
}
