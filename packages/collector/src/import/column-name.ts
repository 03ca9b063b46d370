/** How a column may be written in a file: blanks around it and capitals say nothing. */
export function columnName(written: string): string {
  return written.trim().toLowerCase();
}
