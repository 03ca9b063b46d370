// A primary subtag of BCP 47 (ISO 639: two or three letters), and after it a region if there is one.
const TAG = /^([a-z]{2,3})(?:[-_](?:[a-z]{4}[-_])?([a-z]{2}|\d{3}))?(?:[-_;.@]|$)/i;
const LOOKED_AT = 256;

interface Tag {
  readonly language: string;
  readonly region: string | null;
}

function tagOf(text: string | undefined): Tag | undefined {
  const match = TAG.exec((text ?? '').trim().slice(0, LOOKED_AT));
  const language = match?.[1]?.toLowerCase();
  if (language === undefined || language === 'und') return undefined;
  return { language, region: match?.[2]?.toUpperCase() ?? null };
}

/** The tag of `accept-language` with the largest weight; of equals the first. */
function preferred(acceptLanguage: string | undefined): Tag | undefined {
  let best: { tag: Tag; weight: number } | undefined;
  for (const part of (acceptLanguage ?? '').slice(0, LOOKED_AT).split(',')) {
    const [text, ...parameters] = part.split(';');
    const tag = tagOf(text);
    const written = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
    const weight = written === undefined ? 1 : Number(written);
    if (tag !== undefined && weight > (best?.weight ?? 0)) best = { tag, weight };
  }
  return best?.tag;
}

/**
 * The visitor's language: what the browser says of itself, else what it asks pages in.
 *
 * @param deviceLanguage `navigator.language`, as `de-DE`
 * @param acceptLanguage the `accept-language` header
 * @returns primary language in lower case (`de`); null where neither names one
 */
export function languageOf(
  deviceLanguage: string | undefined,
  acceptLanguage: string | undefined,
): string | null {
  return (tagOf(deviceLanguage) ?? preferred(acceptLanguage))?.language ?? null;
}

/**
 * The country that the visitor's language is set to, which is not where the visitor is.
 *
 * @returns ISO 3166-1 alpha-2 code or UN M.49 number (`es-419`); null where none is named
 */
export function localeRegionOf(
  deviceLanguage: string | undefined,
  acceptLanguage: string | undefined,
): string | null {
  return (tagOf(deviceLanguage) ?? preferred(acceptLanguage))?.region ?? null;
}
