/**
 * A statement with its parameters put in, for a person who runs it by hand.
 *
 * Marks inside quoted texts and comments stay as they are.
 */
export function literalSql(sql: string, parameters: readonly unknown[]): string {
  let next = 0;
  return sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\?/g, (found) =>
    found === '?' ? literal(parameters[next++]) : found,
  );
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  return `'${String(value).replaceAll("'", "''")}'`;
}
