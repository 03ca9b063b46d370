import { productById } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency } from '../layout.js';
import { productGrid, trackList } from '../product-list.js';

/** The text of an article stands in its page; here come the products that it speaks of. */
export const article = (main) => {
  const place = main.querySelector('[data-products]');
  const products = place.dataset.products.split(' ').map(productById);
  const list = { id: 'journal', name: 'Journal' };
  drawInCurrency(() => fill(place, html`<h2>In this article</h2>${productGrid(products, list)}`));
  trackList(products, list);
};
