import { listen } from './guard.js';
import { act } from './pages.js';
import { trackShop } from './shop.js';

const clicked = (event: MouseEvent): void => {
  // The path reaches into shadow trees, where the target stops at the host.
  const find = (selector: string) =>
    (event.composedPath() as Element[]).find((element) => element.matches?.(selector));
  // The middle button opens a link; the right one only its menu.
  if (event.button > 1 || find('[data-footfall-exclude]')) return;
  const tag = find('[data-footfall-event]');
  const link = find(':any-link') as HTMLAnchorElement | undefined;
  if (tag) {
    // data-footfall-event="share" data-footfall-method="mail": the event's name and its parameters.
    const data: Record<string, string> = {};
    const { dataset } = tag as HTMLElement;
    for (const name in dataset) {
      const [, field] = name.replace(/[A-Z]/g, '_$&').toLowerCase().split('footfall_');
      if (field) data[field] = dataset[name]!;
    }
    trackShop(data.event!, data);
  } else if (link) {
    // A link in an SVG image has the attribute alone.
    const { href, host } = new URL(link.getAttribute('href')!, document.baseURI);
    const [link_url] = href.split(/[?#]/);
    // Only an address on some host leads out of the shop.
    const [, kind = host && host !== location.host && 'outbound', file_extension] =
      /^(tel|mailto):|\.(epub|pdf|mp[34]|(?:xls|ppt|doc)x?|apk|csv|rar|zip)$/i.exec(link_url!) || [];
    if (file_extension || link.matches('[download]'))
      act('file_download', {
        // The collector takes it from the address where the page gives none.
        file_name: link.download,
        file_extension,
        link_url,
      });
    else if (kind) act('click', { kind, link_url });
  }
};

/** Counts outbound, `tel:` and `mailto:` clicks, downloads, and clicks on what carries `data-footfall-event`. */
export const links = (): void => listen('click auxclick', clicked);
