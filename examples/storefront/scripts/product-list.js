import { itemOf, track } from './analytics.js';
import { productById, productUrl } from './catalogue.js';
import { html } from './html.js';
import { currency, format, priceOf } from './money.js';
import { picture } from './pictures.js';

const listFields = (list) => ({ item_list_id: list.id, item_list_name: list.name });

/** Product cards; `list` is what GA4 calls the list they are shown in. */
export const productGrid = (products, list) => html`
  <ul class="product-grid" data-list-id="${list.id}" data-list-name="${list.name}">
    ${products.map(
      (product, index) => html`<li>
        <a class="card" href="${productUrl(product)}" data-product="${product.id}" data-index="${index}">
          ${picture(product)}
          <span class="card-name">${product.name}</span>
          <span class="card-brand">${product.brand}</span>
          <span class="price">${format(priceOf(product))}</span>
        </a>
      </li>`,
    )}
  </ul>`;

export const trackList = (products, list) =>
  track('view_item_list', {
    currency: currency(),
    ...listFields(list),
    items: products.map((product, index) => itemOf(product, { index, ...listFields(list) })),
  });

/** One listener for all cards, also for those that are drawn again in another currency. */
export const wireLists = () => {
  document.addEventListener('click', (event) => {
    const card = event.target.closest('a[data-product]');
    if (!card) return;
    const { listId, listName } = card.closest('[data-list-id]').dataset;
    const list = { id: listId, name: listName };
    const item = itemOf(productById(card.dataset.product), {
      index: Number(card.dataset.index),
      ...listFields(list),
    });
    track('select_item', { currency: currency(), ...listFields(list), items: [item] });
  });
};
