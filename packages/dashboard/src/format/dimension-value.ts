/** What the collector calls a value that is missing. */
export const NOT_SET = '(not set)';

const names = new Map<string, Intl.DisplayNames>();

function displayName(type: 'region' | 'language' | 'currency', code: string, locale: string): string {
  const key = `${type} ${locale}`;
  let found = names.get(key);
  if (found === undefined) {
    found = new Intl.DisplayNames(locale, { type, fallback: 'code' });
    names.set(key, found);
  }
  try {
    return found.of(code) ?? code;
  } catch {
    return code;
  }
}

/** The value of a dimension as people call it: `DE` is Germany. What has no other name stays as it is. */
export function nameOfValue(dimension: string, value: string, locale: string): string {
  if (value === NOT_SET) return value;
  if (dimension === 'country' && /^[A-Z]{2}$/.test(value)) return displayName('region', value, locale);
  if (dimension === 'language' && /^[A-Za-z]{2,3}([-_]|$)/.test(value))
    return displayName('language', value, locale);
  if (dimension === 'currency' && /^[A-Z]{3}$/.test(value)) return displayName('currency', value, locale);
  return value;
}
