import { expect } from 'vitest';

/** The body of every answer that is an error (api.md). */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly fields?: readonly { readonly field: string; readonly message: string }[];
    /** Of a file that lacks some: the columns that it has, and what each is taken for. */
    readonly columns?: readonly { readonly column: string; readonly field: string | null }[];
  };
}

/** Asserts status, code and form of an error's answer, and gives its body for more. */
export async function expectError(
  response: Response,
  status: number,
  code: string,
): Promise<ErrorBody['error']> {
  const text = await response.text();
  expect(response.headers.get('content-type'), text).toMatch(/^application\/json/);
  const { error, ...rest } = JSON.parse(text) as ErrorBody;
  expect({ status: response.status, code: error.code }, text).toEqual({ status, code });
  expect(rest).toEqual({});
  const { message, hint, fields, columns, code: _, ...more } = error;
  expect(more).toEqual({});
  if (columns !== undefined) {
    expect(code).toBe('missing_column');
    for (const { column, field, ...other } of columns) {
      expect(column).toEqual(expect.any(String));
      if (field !== null) expect(field).toMatch(/^[a-z_]+$/);
      expect(other).toEqual({});
    }
  }
  expect(message).toMatch(/\S/);
  if (hint !== undefined) expect(hint).toMatch(/\S/);
  for (const each of fields ?? [])
    expect(each).toEqual({ field: expect.any(String), message: expect.stringMatching(/\S/) });
  // What went wrong inside is for the log, not for strangers.
  expect(text).not.toMatch(/\bat .*\.[jt]s:\d|node_modules|SQLITE_/);
  return error;
}
