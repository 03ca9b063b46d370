/**
 * Prints a figure that a test has measured. `npm run test:full` collects these lines into docs/test-full.md.
 *
 * @example
 * measured('Online Retail, import', 8.4, 's');
 */
export function measured(what: string, value: number, unit: string): void {
  console.log(`measured: ${what}: ${value} ${unit}`);
}
