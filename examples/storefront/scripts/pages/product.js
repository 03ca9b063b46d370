import { itemsData, track } from '../analytics.js';
import { addToCart } from '../cart.js';
import { categoryById, productById, productsOf } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency, say } from '../layout.js';
import { format, priceOf } from '../money.js';
import { picture } from '../pictures.js';
import { productGrid, trackList } from '../product-list.js';
import { keep, read } from '../storage.js';

const NETWORKS = ['Facebook', 'Pinterest', 'WhatsApp', 'E-mail'];

const wishlistButton = (product) => {
  const wished = read('wishlist', []).includes(product.id);
  return html`<button class="quiet" id="wishlist" type="button" aria-pressed="${String(wished)}">
    ${wished ? '♥ On your wish list' : '♡ Add to wish list'}
  </button>`;
};

const page = (product, others, list) => {
  const { id, name } = categoryById(product.category);
  return html`
    <p class="crumbs"><a href="/shop/">Shop</a> / <a href="/shop/category/${id}/">${name}</a></p>
    <article class="product">
      ${picture(product)}
      <div>
        <p class="kicker">${product.brand}</p>
        <h1>${product.name}</h1>
        <p class="price">${format(priceOf(product))} <small>without tax</small></p>
        <p>${product.text}</p>
        <ul class="facts">${product.facts.map((fact) => html`<li>${fact}</li>`)}</ul>
        <form class="buy" id="cart-add">
          <label for="quantity">Quantity</label>
          <input id="quantity" name="quantity" type="number" min="1" max="20" value="1" required />
          <button>Add to cart</button>
        </form>
        ${wishlistButton(product)}
        <div class="share" role="group" aria-label="Share this product">
          <span>Share</span>
          ${NETWORKS.map((network) => html`<button class="quiet" type="button" data-share="${network}">${network}</button>`)}
        </div>
      </div>
    </article>
    <section aria-labelledby="others">
      <h2 id="others">From the same shelf</h2>
      ${productGrid(others, list)}
    </section>`;
};

const wish = (product) => {
  const wishes = read('wishlist', []);
  const wished = wishes.includes(product.id);
  keep('wishlist', wished ? wishes.filter((id) => id !== product.id) : [...wishes, product.id]);
  if (!wished) track('add_to_wishlist', itemsData([{ product, quantity: 1 }]));
  document.querySelector('#wishlist').outerHTML = wishlistButton(product).text;
  document.querySelector('#wishlist').focus();
};

const share = (product, network) => {
  track('share', { method: network.toLowerCase(), content_type: 'product', item_id: product.id });
  say(`A real shop would open ${network} here.`);
};

export const product = (main) => {
  const shown = productById(main.dataset.product);
  const list = { id: 'same-shelf', name: 'From the same shelf' };
  const others = productsOf(shown.category).filter((other) => other !== shown);
  drawInCurrency(() => fill(main, page(shown, others, list)));
  track('view_item', itemsData([{ product: shown, quantity: 1 }]));
  trackList(others, list);
  main.addEventListener('submit', (event) => {
    event.preventDefault();
    addToCart(shown, Number(event.target.quantity.value));
    say(`${shown.name} is in your cart.`);
  });
  main.addEventListener('click', (event) => {
    if (event.target.closest('#wishlist')) wish(shown);
    const network = event.target.closest('[data-share]')?.dataset.share;
    if (network) share(shown, network);
  });
};
