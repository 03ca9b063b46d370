import { itemOf, track } from '../analytics.js';
import { CATEGORIES, PRODUCTS, PROMOTION, productById, productsOf } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency } from '../layout.js';
import { picture } from '../pictures.js';
import { productGrid, trackList } from '../product-list.js';

const LIST = { id: 'favourites', name: 'Favourites' };
const favourites = ['KO-101', 'KO-201', 'KO-301', 'KO-304'].map(productById);
const promoted = PROMOTION.products.map(productById);

const promotionData = () => ({
  promotion_id: PROMOTION.id,
  promotion_name: PROMOTION.name,
  creative_slot: PROMOTION.slot,
  items: promoted.map((product) => itemOf(product)),
});

export const home = (main) => {
  drawInCurrency(() =>
    fill(
      main,
      html`
        <section class="hero">
          <div>
            <p class="kicker">This month</p>
            <h1>${PROMOTION.name}</h1>
            <p>Deep bowls, a plate the size of an appetite, and linen that forgives. Thrown, painted and woven for long evenings.</p>
            <a class="button" id="promotion" href="/shop/category/tableware/">Set the table</a>
          </div>
          <div class="hero-pictures">${promoted.map(picture)}</div>
        </section>
        <section aria-labelledby="categories">
          <h2 id="categories">By the room they live in</h2>
          <ul class="category-grid">
            ${CATEGORIES.map(
              (category) => html`<li>
                <a class="category-card" href="/shop/category/${category.id}/">
                  ${picture(productsOf(category.id)[1])}
                  <span><strong>${category.name}</strong>${category.line}</span>
                </a>
              </li>`,
            )}
          </ul>
        </section>
        <section aria-labelledby="favourites">
          <h2 id="favourites">What others cook with</h2>
          ${productGrid(favourites, LIST)}
        </section>
        <section class="note">
          <h2>${PRODUCTS.length} pieces, on purpose</h2>
          <p>We sell what we would buy once. Read <a href="/shop/blog/season-a-carbon-steel-pan/">how to season a pan</a> so that it lasts.</p>
        </section>`,
    ),
  );
  track('view_promotion', promotionData());
  trackList(favourites, LIST);
  main.addEventListener('click', (event) => {
    if (event.target.closest('#promotion')) track('select_promotion', promotionData());
  });
};
