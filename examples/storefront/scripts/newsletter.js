import { track } from './analytics.js';
import { html } from './html.js';

export const newsletterForm = (place) => html`
  <form class="newsletter-form" id="newsletter-${place}" name="newsletter" data-footfall-exclude data-place="${place}">
    <label for="newsletter-email-${place}">E-mail address</label>
    <div class="row">
      <input id="newsletter-email-${place}" name="email" type="email" autocomplete="email" required />
      <button>Subscribe</button>
    </div>
  </form>`;

/** The address itself stays here: analytics learns only that somebody subscribed, and where. */
export const wireNewsletter = (say) => {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.name !== 'newsletter') return;
    event.preventDefault();
    // Said here, with the place; the form is marked, so that the script does not say it a second time.
    track('newsletter_subscribe', { method: form.dataset.place });
    form.reset();
    say('You are on the list. Your code for ten per cent off: WELCOME10');
  });
};
