import { itemsData, track } from '../analytics.js';
import { cartLines, setQuantity } from '../cart.js';
import { productById, productUrl } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency } from '../layout.js';
import { format, priceOf } from '../money.js';
import { picture } from '../pictures.js';

const line = ({ product, quantity }) => html`<li class="cart-line" data-product="${product.id}">
  <a href="${productUrl(product)}">${picture(product)}</a>
  <div>
    <a href="${productUrl(product)}">${product.name}</a>
    <p class="card-brand">${product.brand}</p>
    <label>Quantity <input type="number" min="1" max="20" value="${quantity}" data-quantity /></label>
    <button class="quiet" type="button" data-remove>Remove<span class="visually-hidden"> ${product.name}</span></button>
  </div>
  <span class="price">${format(priceOf(product) * quantity)}</span>
</li>`;

const page = (lines) =>
  lines.length === 0
    ? html`<h1>Your cart</h1><p>It is empty. <a href="/shop/">Have a look around.</a></p>`
    : html`<h1>Your cart</h1>
        <div class="with-summary">
          <ul class="cart-lines">${lines.map(line)}</ul>
          <aside class="summary" aria-label="Sum">
            <dl class="sums"><dt class="total">Items</dt><dd class="total" id="total">${format(itemsData(lines).value)}</dd></dl>
            <p>Shipping and tax come at checkout.</p>
            <a class="button" href="/shop/checkout/">To the checkout</a>
          </aside>
        </div>`;

export const cart = (main) => {
  const draw = () => fill(main, page(cartLines()));
  drawInCurrency(draw);
  document.addEventListener('cartchange', draw);
  if (cartLines().length > 0) track('view_cart', itemsData(cartLines()));
  const productAt = (element) => productById(element.closest('[data-product]').dataset.product);
  main.addEventListener('click', (event) => {
    if (event.target.closest('[data-remove]')) setQuantity(productAt(event.target), 0);
  });
  main.addEventListener('change', (event) => {
    const wanted = Number(event.target.value);
    if (Number.isInteger(wanted)) setQuantity(productAt(event.target), Math.max(1, wanted));
  });
};
