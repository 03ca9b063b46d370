const PARAMETER = /([?&])_ff=([^&#]*)&?/;
const IDS = /([\w-]{36}\.\d+\.[\w-]{36}\.\d+\.\d+\.\d+)/;
// Long enough for a redirect or two, too short for a link that is passed on.
const LIFE = 120_000;

/** What `linker` takes. The script tag has the same as `data-*` attributes, domains with blanks between. */
export interface LinkerSettings {
  /** The shop's other domains; their subdomains are meant too. A visitor is handed over to no other. */
  domains: string[];
  /** The shop asks for consent: a visitor is taken over only where it was given to this domain before. */
  consent?: boolean;
}

// It finds a value that was cut or typed, and another device's; it keeps no secret.
const checksum = (text: string): string => {
  let hash = 7;
  for (const sign of text + navigator.userAgent + navigator.language + new Date().getTimezoneOffset())
    hash = Math.imul(hash ^ sign.charCodeAt(0), 16777619);
  return (hash >>> 0).toString(36);
};

const without = (url: string): string => url.replace(PARAMETER, '$1').replace(/[?&](?=#|$)/, '');

// The ids, when they were handed over, and the checksum of both.
const accept = (value: string): string | undefined => {
  const [, text, ids, time, sum] = /^(([^~]+)~(\w+))~(\w+)$/.exec(value) || [];
  const age = Date.now() - Number.parseInt(time!, 36);
  return sum === checksum(text!) && age >= 0 && age < LIFE && IDS.exec(ids!)?.[0] === ids ? ids : undefined;
};

const arrive = ({ consent }: LinkerSettings): void => {
  const value = PARAMETER.exec(location.href)?.[2];
  if (!value) return;
  history.replaceState(history.state, '', without(location.href));
  const ids = accept(value);
  if (
    !ids ||
    (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl ||
    (consent && !localStorage.footfall_consent)
  )
    return;
  document.cookie = `footfall=${ids};path=/;samesite=lax;max-age=34560000`;
  // The tracker would keep to an older visit of this domain.
  delete localStorage.footfall;
};

// Who has no cookie is cookie-less, has not consented or has denied, and is handed over to nobody.
const address = (href: string, { domains }: LinkerSettings): string | undefined => {
  const { host, hostname } = new URL(href, location.href);
  const [, ids] = RegExp(`(?:^|; )footfall=${IDS.source}`).exec(document.cookie) || [];
  if (!ids || host === location.host || !domains.some((domain) => `.${hostname}`.endsWith(`.${domain}`)))
    return undefined;
  const text = `${ids}~${Date.now().toString(36)}`;
  const [before, ...hash] = without(href).split('#');
  return [`${before}${/\?/.test(before!) ? '&' : '?'}_ff=${text}~${checksum(text)}`, ...hash].join('#');
};

/**
 * Hands the visitor over to the shop's other domains, such as a checkout's, in links, and takes over who comes from them.
 * Call it before `init`: the visit goes on in which the visitor came.
 *
 * @example
 * ```ts
 * linker({ domains: ['checkout.example'] });
 * ```
 */
export const linker = (settings: LinkerSettings): void => {
  try {
    arrive(settings);
  } catch {
    // Without storage there is nobody to take over.
  }
  const clicked = (event: Event): void => {
    const link = (event.composedPath() as Element[]).find((element) => element.matches?.(':any-link')) as
      | HTMLAnchorElement
      | undefined;
    const linked = link && address(link.href, settings);
    if (linked) link.href = linked;
  };
  addEventListener('click', clicked, true);
  addEventListener('auxclick', clicked, true);
};
