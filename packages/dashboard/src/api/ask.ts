import { storedKey } from '../session/stored-key.js';
import { reachability } from './reachability.js';

/** A column of a file, and what it is taken for; `null`: nothing. */
export interface FileColumn {
  column: string;
  field: string | null;
}

/** The collector answered something else than 2xx. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly hint?: string,
    readonly fields?: readonly { field: string; message: string }[],
    /** Of a file whose header lacks something: its columns. */
    readonly columns?: readonly FileColumn[],
  ) {
    super(message);
  }
}

/** Nobody answered: the collector is stopped, or the network is gone. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

export interface Asked {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: BodyInit;
  headers?: Record<string, string>;
  /** Instead of the one that is stored. */
  key?: string;
  signal?: AbortSignal | undefined;
}

/**
 * Asks the collector with the key of this session.
 *
 * @returns the JSON of the answer; `undefined` where there is none.
 * @throws {Refused} with the collector's own words, {Unreachable} when nobody answers.
 */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  const response = await answerTo(path, asked);
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

/** As {@link ask}, with the answer as it came: for what is no JSON. */
export async function answerTo(path: string, asked: Asked): Promise<Response> {
  const { json, body, method = json === undefined && body === undefined ? 'GET' : 'POST' } = asked;
  const headers: Record<string, string> = {
    authorization: `Bearer ${asked.key ?? storedKey() ?? ''}`,
    ...(json !== undefined && { 'content-type': 'application/json' }),
    ...asked.headers,
  };
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined ? { body } : {}),
      ...(asked.signal && { signal: asked.signal }),
    });
  } catch (error) {
    if (asked.signal?.aborted) throw error;
    reachability.lost();
    throw new Unreachable('the collector does not answer', { cause: error });
  }
  // A proxy in front answers 502 and 504 when the collector behind it is gone.
  if (response.status === 502 || response.status === 504) {
    reachability.lost();
    throw new Unreachable(`the collector does not answer (${response.status})`);
  }
  reachability.found();
  if (response.ok) return response;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<Refused> {
  const { error } = (await response.json().catch(() => ({}))) as {
    error?: { code: string; message: string; hint?: string; fields?: { field: string; message: string }[] };
  };
  return new Refused(
    response.status,
    error?.code ?? 'unknown',
    error?.message ?? `the collector answered ${response.status}`,
    error?.hint,
    error?.fields,
  );
}
