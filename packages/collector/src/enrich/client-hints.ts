/** The low-entropy client hints that Chromium sends with every request, as their headers are written. */
export interface ClientHints {
  /** `sec-ch-ua`: `"Chromium";v="126", "Google Chrome";v="126", "Not/A)Brand";v="8"` */
  readonly brands?: string | undefined;
  /** `sec-ch-ua-mobile`: `?0` or `?1` */
  readonly mobile?: string | undefined;
  /** `sec-ch-ua-platform`: `"Windows"` */
  readonly platform?: string | undefined;
  /** `sec-purpose`, or the older `purpose` and `x-moz`: `prefetch;prerender` */
  readonly purpose?: string | undefined;
}

/** Anything that has headers, such as `Request.headers`. */
export interface HeaderSource {
  get(name: string): string | null;
}

/** The hints of a request; what is missing is left out. */
export function clientHintsOf(headers: HeaderSource): ClientHints {
  const read = (name: string): string | undefined => headers.get(name)?.slice(0, 256) ?? undefined;
  return {
    brands: read('sec-ch-ua'),
    mobile: read('sec-ch-ua-mobile'),
    platform: read('sec-ch-ua-platform'),
    purpose: read('sec-purpose') ?? read('purpose') ?? read('x-moz'),
  };
}

const BRAND = /"((?:[^"\\]|\\.){1,64})"\s*;\s*v="/g;

/** The brand names of `sec-ch-ua`, without the nonsense one ("Not A;Brand") that browsers mix in. */
export function brandsOf(header: string | undefined): string[] {
  if (header === undefined) return [];
  const names = [...header.slice(0, 512).matchAll(BRAND)].map((match) => match[1] ?? '');
  return names.filter((name) => !/not.{0,3}a.{0,3}brand/i.test(name));
}
