import { guard, listen } from './guard.js';
import { isExcluded } from './links.js';
import { act } from './pages.js';

// What a form is for, by the words in its attributes and the fields that it has; the first that fits.
const KINDS: [kind: string, words: RegExp, fields: string][] = [
  ['search', /search|suche|recherche|buscar|cerca/, '[type=search],[name=q]'],
  ['sign_in', /log-?_?in|sign-?_?(in|up)|register|anmeld/, '[type=password]'],
  ['newsletter', /newsletter|subscri|mailing|abonn/, '[name*=newsletter i]:not([type=checkbox])'],
  ['checkout', /checkout|payment|billing|kasse/, '[autocomplete^=cc-],[autocomplete*=address-line]'],
  ['cart', /cart|basket|warenkorb|panier/, '[name*=quantity i],[name=qty]'],
  ['contact', /contact|kontakt|enquir|inquir|quote|callback/, 'textarea,[type=tel]'],
];

const kindOf = (form: HTMLFormElement): string => {
  const attribute = (name: string) => form.getAttribute(name) || '';
  const words = ['id', 'name', 'class', 'action', 'role', 'aria-label']
    .map(attribute)
    .join(' ')
    .toLowerCase();
  const kind =
    KINDS.find(([, pattern]) => pattern.test(words)) ||
    KINDS.find(([, , fields]) => form.querySelector(fields));
  if (kind) return kind[0];
  // One e-mail field and nothing else to write into is a newsletter's form.
  const written = form.querySelectorAll(
    'input:not([type=hidden],[type=submit],[type=button],[type=checkbox],[type=radio]),select',
  );
  return written.length === 1 && written[0]!.matches('[type=email],[name*=mail i]') ? 'newsletter' : 'other';
};

const submitted = (event: Event): void => {
  const form = event.target as HTMLFormElement;
  if (isExcluded(form)) return;
  // The page's own handlers run first: one that stopped an invalid form without the browser's checks did not send it.
  setTimeout(
    guard(() => {
      if (event.defaultPrevented && !form.matches(':valid')) return;
      const kind = form.dataset.footfallForm || kindOf(form);
      const { footfallLead } = form.dataset;
      act('form_submit', {
        form_id: form.getAttribute('id') || undefined,
        form_name: form.getAttribute('name') || undefined,
        form_kind: kind,
        lead: footfallLead !== undefined ? footfallLead !== 'false' : kind === 'contact' || kind === 'other',
      });
      if (kind === 'newsletter') act('newsletter_subscribe');
    }),
  );
};

/** Counts submitted forms, and judges what each is for. What was written into them is never read. */
export const forms = (): void => listen(document, 'submit', submitted);
