import { categoryById, productsOf } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency } from '../layout.js';
import { productGrid, trackList } from '../product-list.js';

export const category = (main) => {
  const { id, name, line } = categoryById(main.dataset.category);
  const products = productsOf(id);
  const list = { id, name };
  drawInCurrency(() =>
    fill(
      main,
      html`<div class="page-head"><h1>${name}</h1><p>${line}</p></div>
        ${productGrid(products, list)}`,
    ),
  );
  trackList(products, list);
};
