import { guard, listen } from './guard.js';
import { act } from './pages.js';

// What a form is for, by the words in its tag and in its fields' names and types; the first that fits. Each kind's
// own name comes first.
const KINDS = [
  'search|suche|recherche|busca',
  'sign_in|log-?in|regist|password',
  'checkout|payment',
  'cart|quantity|basket',
  'contact|textarea',
  'newsletter|subscri|^email$',
  'other|',
];

const submitted = (event: Event): void => {
  const form = event.target as HTMLFormElement;
  // Asked now: a page that sends the form by itself empties it afterwards.
  const valid = form.matches(':valid');
  // The page's own handlers run first: one that stopped an invalid form without the browser's checks did not send it.
  setTimeout(
    guard(() => {
      if (form.closest('[data-footfall-exclude]') || (event.defaultPrevented && !valid)) return;
      const { footfallForm, footfallLead } = form.dataset;
      // What is written or chosen; not what is ticked, hidden or pressed.
      const fields = [...form.querySelectorAll<HTMLInputElement>(':read-write,select')];
      const words = [
        form.outerHTML.split('>')[0],
        ...fields.map((field) => field.name),
        // A single e-mail field is a newsletter's form.
        fields.map((field) => field.type).join(' '),
      ].join('\n');
      const form_kind = footfallForm || KINDS.find((kind) => RegExp(kind, 'im').test(words))!.split('|')[0]!;
      act('form_submit', {
        form_id: form.getAttribute('id'),
        form_name: form.getAttribute('name'),
        form_kind,
        // Judged by the collector from the kind, unless the page says it.
        lead: footfallLead,
      });
      if (form_kind === 'newsletter') act('newsletter_subscribe', {});
    }),
  );
};

/** Counts submitted forms, and judges what each is for. What was written into them is never read. */
export const forms = (): void => listen('submit', submitted);
