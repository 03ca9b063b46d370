/** Rows in columns as wide as their longest cell, for people; scripts take `--json`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A day, for lists. */
export const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** A whole number with its thousands set apart. */
export const whole = (number: number): string => number.toLocaleString('en-US');

/** Bytes in MB, as `12.3 MB`. */
export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
