import { listen } from './guard.js';
import { act } from './pages.js';
import { trackShop } from './shop.js';

const FILE =
  /\.(pdf|docx?|xlsx?|pptx?|csv|txt|rtf|od[pst]|zip|rar|7z|gz|tar|dmg|pkg|exe|msi|apk|iso|mp[34]|wav|mov|avi|mkv|epub)$/i;
const TAG = 'footfall';

/** Whether an element, or one that it lies in, carries `data-footfall-exclude`. */
export const isExcluded = (element: Element): boolean => !!element.closest('[data-footfall-exclude]');

// data-footfall-event="share" data-footfall-method="mail": the event's name and its parameters.
const tagged = (element: HTMLElement): boolean => {
  const { footfallEvent: name, ...rest } = element.dataset;
  if (!name) return false;
  const data: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest))
    if (key.startsWith(TAG))
      data[key.slice(TAG.length).replace(/[A-Z]/g, (letter, at) => (at ? '_' : '') + letter.toLowerCase())] =
        value;
  trackShop(name, data);
  return true;
};

const followed = (link: HTMLAnchorElement): void => {
  const url = new URL(link.href, location.href);
  const [link_url] = url.href.split(/[?#]/);
  const kind = url.protocol.slice(0, -1);
  const file = url.pathname.split('/').pop()!;
  const [, extension] = FILE.exec(file) || [];
  if (kind === 'tel' || kind === 'mailto') act('click', { kind, link_url });
  else if (!/^http/.test(kind)) return;
  else if (extension || link.hasAttribute('download'))
    act('file_download', {
      file_name: link.download || file,
      file_extension: extension?.toLowerCase(),
      link_url,
    });
  else if (url.host !== location.host)
    act('click', { kind: 'outbound', link_url, link_domain: url.hostname });
};

const clicked = (event: MouseEvent): void => {
  // The middle button opens a link; the right one only its menu.
  if (event.type === 'auxclick' && event.button !== 1) return;
  let link: HTMLAnchorElement | undefined;
  // The path reaches into shadow trees, where the target stops at the host.
  for (const element of event.composedPath() as HTMLElement[]) {
    if (!element.closest) continue;
    if (element.matches('[data-footfall-exclude]')) return;
    if (!link && element.matches('a[href],area[href]')) link = element as HTMLAnchorElement;
  }
  for (const element of event.composedPath() as HTMLElement[])
    if (element.dataset && !element.matches('form') && tagged(element)) return;
  if (link) followed(link);
};

/** Counts outbound, `tel:` and `mailto:` clicks, downloads, and clicks on what carries `data-footfall-event`. */
export const links = (): void => listen(document, 'click auxclick', clicked);
