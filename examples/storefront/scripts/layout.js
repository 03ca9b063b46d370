import { cartCount } from './cart.js';
import { CATEGORIES, CURRENCIES } from './catalogue.js';
import { fill, html } from './html.js';
import { chooseCurrency, currency } from './money.js';
import { newsletterForm, wireNewsletter } from './newsletter.js';

const LINKS = [
  ...CATEGORIES.map(({ id, name }) => ({ href: `/shop/category/${id}/`, name })),
  { href: '/shop/blog/', name: 'Journal' },
  { href: '/shop/contact/', name: 'Contact' },
];

const header = () => html`
  <a class="skip" href="#main">Skip to the content</a>
  <p class="demo-strip">Demo shop — <a href="/">see your numbers at /</a></p>
  <header class="site-header">
    <a class="brand" href="/shop/">Kiln <span>&amp;</span> Oak</a>
    <nav aria-label="Shop">
      ${LINKS.map(
        ({ href, name }) =>
          html`<a href="${href}" ${location.pathname === href ? html`aria-current="page"` : ''}>${name}</a>`,
      )}
    </nav>
    <div class="site-tools">
      <form class="search-form" id="search-form" role="search" action="/shop/search/" method="get">
        <label class="visually-hidden" for="search-field">Search the shop</label>
        <input id="search-field" name="q" type="search" placeholder="Search" required />
        <button>Search</button>
      </form>
      <label class="visually-hidden" for="currency">Currency</label>
      <select id="currency">
        ${CURRENCIES.map((code) => html`<option ${code === currency() ? 'selected' : ''}>${code}</option>`)}
      </select>
      <a class="cart-link" href="/shop/cart/">Cart <span class="count" id="cart-count"></span></a>
    </div>
  </header>`;

const footer = () => html`
  <footer class="site-footer">
    <section>
      <h2>A letter, once a month</h2>
      <p>New pieces before they are on the shelf. No noise.</p>
      ${newsletterForm('footer')}
    </section>
    <section>
      <h2>Kiln &amp; Oak</h2>
      <p>Kitchenware by eight small workshops, sent to wherever you cook.</p>
      <p>Prices are without tax, which your country adds at checkout.</p>
    </section>
    <section>
      <h2>Help</h2>
      <ul>
        <li><a href="/shop/contact/">Contact</a></li>
        <li><a href="/shop/newsletter/">Newsletter</a></li>
        <li><a href="/shop/blog/">Journal</a></li>
        <li><a href="/shop/cart/">Cart</a></li>
      </ul>
    </section>
  </footer>
  <p class="toast" id="toast" role="status"></p>`;

const showCount = () => {
  const count = cartCount();
  document.querySelector('#cart-count').textContent = String(count);
  document
    .querySelector('.cart-link')
    .setAttribute('aria-label', `Cart, ${count} ${count === 1 ? 'piece' : 'pieces'}`);
};

let fading;

/** Says what just happened, for eyes and for screen readers. */
export const say = (message) => {
  const toast = document.querySelector('#toast');
  toast.textContent = message;
  toast.classList.add('shown');
  clearTimeout(fading);
  fading = setTimeout(() => toast.classList.remove('shown'), 4000);
};

/** Puts the header and the footer around the page's own `<main>`. */
export const layOut = () => {
  const top = document.createElement('div');
  const bottom = document.createElement('div');
  fill(top, header());
  fill(bottom, footer());
  document.body.prepend(...top.children);
  document.body.append(...bottom.children);
  document
    .querySelector('#currency')
    .addEventListener('change', (event) => chooseCurrency(event.target.value));
  document.addEventListener('cartchange', showCount);
  showCount();
  wireNewsletter(say);
};

/** Draws now, and again whenever prices are to be shown in another currency. */
export const drawInCurrency = (draw) => {
  draw();
  document.addEventListener('currencychange', draw);
};
