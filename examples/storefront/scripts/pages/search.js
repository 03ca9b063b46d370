import { track } from '../analytics.js';
import { findProducts } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency } from '../layout.js';
import { productGrid, trackList } from '../product-list.js';

const SUGGESTIONS = ['pan', 'bowl', 'walnut', 'wok'];

const heading = (term, count) => {
  if (term === '') return 'Search';
  if (count === 0) return `Nothing found for “${term}”`;
  return `${count} ${count === 1 ? 'piece' : 'pieces'} for “${term}”`;
};

const suggestions = () => html`<p class="suggestions">Others look for
  ${SUGGESTIONS.map((word) => html`<a href="/shop/search/?q=${word}">${word}</a> `)}</p>`;

export const search = (main) => {
  const term = (new URLSearchParams(location.search).get('q') ?? '').trim();
  const found = findProducts(term);
  const list = { id: 'search-results', name: 'Search results' };
  drawInCurrency(() =>
    fill(
      main,
      html`<div class="page-head"><h1>${heading(term, found.length)}</h1>
          ${term !== '' && found.length === 0 && html`<p>We make no such thing, yet. The <a href="/shop/contact/">workshop</a> likes to hear what is missing.</p>`}
          ${suggestions()}</div>
        ${productGrid(found, list)}`,
    ),
  );
  if (term === '') return;
  track('search', { search_term: term, results: found.length });
  if (found.length > 0) trackList(found, list);
};
