import type { ImportReport } from '../api/answers.js';
import { Refused, Unreachable } from '../api/ask.js';
import { storedKey } from '../session/stored-key.js';

/**
 * Sends a file to an import and tells how much of it has gone. `fetch` cannot tell that of what it sends.
 *
 * @param onProgress with the sent part, 0 to 1.
 * @throws {Refused} with the collector's words, {Unreachable}.
 */
export function upload(
  path: string,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<ImportReport> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('authorization', `Bearer ${storedKey() ?? ''}`);
    request.setRequestHeader('content-type', contentTypeOf(file));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onerror = () => reject(new Unreachable('the collector does not answer'));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.onload = () => {
      let answer: { error?: { code: string; message: string; hint?: string } } & Partial<ImportReport>;
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        return reject(new Refused(request.status, 'unknown', `the collector answered ${request.status}`));
      }
      if (request.status >= 200 && request.status < 300) return resolve(answer as ImportReport);
      const {
        code = 'unknown',
        message = `the collector answered ${request.status}`,
        hint,
      } = answer.error ?? {};
      reject(new Refused(request.status, code, message, hint));
    };
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function contentTypeOf({ name, type }: File): string {
  const ending = name.split('.').at(-1)?.toLowerCase();
  if (ending === 'ndjson' || ending === 'jsonl') return 'application/x-ndjson';
  if (ending === 'json') return 'application/json';
  return ending === 'csv' || ending === 'txt' || type === '' ? 'text/csv' : type;
}
