import { guard, listen } from './guard.js';
import type { Plugin } from './settings.js';
import { writeItem } from './storage.js';

const PARAMETER = /([?&]+)_ff=[^&#]*(&?)/;
// The visit's last activity: the handing over is one.
const LAST = /\d+(?=\n)/;
// Long enough for a redirect or two, too short for a link that is passed on.
const LIFE = 120_000;
// Servers refuse long request lines.
const LONGEST = 2048;

/** What `linker` takes. The script tag has `data-domains`, with blanks between them. */
export interface LinkerSettings {
  /** The shop's other domains; their subdomains are meant too. A visitor is handed over to no other. */
  domains: string[];
}

let shopDomains: string[];

// It finds a value that was cut or typed, and another device's; it keeps no secret.
const checksum = (text: string): number =>
  [...(text + navigator.userAgent + navigator.language + Date().slice(25))].reduce(
    (hash, sign) => (hash * 31 + sign.charCodeAt(0)) | 0,
    0,
  );

const without = (url: string): string => url.replace(PARAMETER, (_, before, after) => (after ? before : ''));

const handed = (url: string | Location): string | null => new URL(url as string).searchParams.get('_ff');

/** Takes what was handed over out of the URL, and keeps it; not what is too old, another device's, or not whole. */
export const arrive = (keep: typeof writeItem): void => {
  const value = handed(location);
  if (value) {
    const [sum, ...lines] = value.split(' ');
    const visit = lines.join('\n');
    history.replaceState(history.state, '', without(location.href));
    // As consent allows: in memory until then. The tracker finds the visitor as if it had always been here.
    if (+sum! === checksum(visit) && Math.abs(Date.now() - (LAST.exec(visit) as never)) < LIFE)
      keep('footfall', visit);
  }
};

/** The URL with the visitor in it; nothing where nobody is to be handed over. */
export const link = (href: string): string | undefined => {
  const url = new URL(without(href), location.href);
  // Who has nothing stored is cookie-less, has not consented or has denied.
  let visit = localStorage.footfall as string | undefined;
  if (
    visit &&
    url.host !== location.host &&
    shopDomains.some((domain) => `.${url.hostname}`.endsWith(`.${domain}`))
  ) {
    visit = visit.replace(LAST, `${Date.now()}`).slice(0, LONGEST);
    // Nothing in it holds a space, and no form changes one.
    url.search += `&_ff=${encodeURIComponent(`${checksum(visit)} ${visit.replace(/\n/g, ' ')}`)}`;
    return url.href;
  }
  return undefined;
};

/** Hands the visitor over in links and forms. */
export const handOver = (domains: string[], on: typeof listen): void => {
  shopDomains = domains;
  // The path reaches into shadow trees. A form that is sent by a button or a key is clicked too.
  on('click auxclick submit', (event) => {
    for (const element of event.composedPath() as Partial<Element>[])
      for (const name of ['action', 'formaction', 'href']) {
        const url = element.getAttribute?.(name);
        const linked = url && link(url);
        if (linked) element.setAttribute!(name, linked);
      }
  });
  // GET throws the query of the action away.
  on<FormDataEvent>('formdata', ({ target, formData }) => {
    const form = target as HTMLFormElement;
    const linked = form.method === 'get' && link(form.action);
    if (linked) formData.set('_ff', handed(linked)!);
  });
};

/**
 * A plugin that hands the visitor over to the shop's other domains, such as a checkout's, and takes over who comes from
 * them: the visit goes on in which the visitor came, with its landing page and referrer.
 *
 * @example
 * ```ts
 * init({
 *   site: 'shop',
 *   endpoint: 'https://collector.example/v1/events',
 *   plugins: [linker({ domains: ['checkout.example'] }), timeOnSite],
 * });
 * ```
 */
export const linker =
  ({ domains }: LinkerSettings): Plugin =>
  () => {
    // After the tracker's own listeners, which renew the visit.
    setTimeout(handOver, 0, domains, listen);
    arrive(writeItem);
  };

/**
 * A URL of the shop's other domains with the visitor in it, for navigation by script and `window.open`; any other URL
 * as it is. It is good for two minutes, in this browser.
 *
 * @example
 * ```ts
 * window.open(decorate('https://checkout.example/start'));
 * ```
 */
export const decorate = (url: string): string => guard(link)(url) || url;
