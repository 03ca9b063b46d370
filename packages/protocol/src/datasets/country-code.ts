// By its inner file, for the package's own entry loads the names of all countries in eighty languages.
import countries from 'i18n-iso-countries/index.js';

const english = new Intl.DisplayNames(['en'], { type: 'region' });

/** Codes of two letters by code of three letters and by English name, in small letters. */
const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(countries.getAlpha2Codes()).flatMap(([two, three]) => [
    [three.toLowerCase(), two],
    [(english.of(two) ?? two).toLowerCase(), two],
  ]),
);

/** The two letters of a country that is named by two or three letters or in English; any other text as it is. */
export function countryCode(written: string): string {
  if (/^[A-Za-z]{2}$/.test(written)) return written.toUpperCase();
  return CODES.get(written.toLowerCase()) ?? written;
}
