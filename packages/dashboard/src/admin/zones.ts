/** The time zones that the browser knows, and the one that is chosen. */
export const timezones = (chosen: string): string[] =>
  [...new Set([chosen, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();

/** The currencies that the browser knows, and the one that is chosen. */
export const currencies = (chosen: string): string[] =>
  [...new Set([chosen, ...Intl.supportedValuesOf('currency')])].sort();
