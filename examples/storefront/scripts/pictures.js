import { html } from './html.js';

/**
 * One drawing a product, on a 200 × 200 field. Drawn here rather than photographed, so that the shop asks nobody
 * else's server for anything.
 */
const DRAWINGS = {
  'KO-101': html`<rect x="118" y="92" width="76" height="13" rx="6.5" fill="#4a4541" transform="rotate(-28 118 98)" />
    <circle cx="88" cy="112" r="56" fill="#3a3633" /><circle cx="88" cy="112" r="46" fill="#4d4743" />
    <path d="M58 96a36 36 0 0 1 40-18" stroke="#7b736c" stroke-width="4" fill="none" stroke-linecap="round" />`,
  'KO-102': html`<rect x="134" y="78" width="62" height="9" rx="4.5" fill="#3b3531" />
    <path d="M36 74h104v58a18 18 0 0 1-18 18H54a18 18 0 0 1-18-18z" fill="#c4713b" />
    <path d="M36 74h104v14H36z" fill="#dd9560" /><path d="M52 98v34" stroke="#eab48a" stroke-width="6" stroke-linecap="round" />
    <circle cx="142" cy="82" r="3" fill="#e8c7a9" />`,
  'KO-103': html`<path d="M34 92h132v46a22 22 0 0 1-22 22H56a22 22 0 0 1-22-22z" fill="#8f3a2f" />
    <path d="M18 100h18v14H24a6 6 0 0 1-6-6zM182 100h-18v14h12a6 6 0 0 0 6-6z" fill="#732c24" />
    <path d="M30 92c4-26 40-34 70-34s66 8 70 34z" fill="#a54a3c" /><rect x="88" y="44" width="24" height="16" rx="6" fill="#3b3531" />
    <path d="M52 82c10-8 24-11 38-12" stroke="#d1897c" stroke-width="5" fill="none" stroke-linecap="round" />`,
  'KO-104': html`<path d="M62 74a38 34 0 0 1 76 0" fill="none" stroke="#3b3531" stroke-width="9" stroke-linecap="round" />
    <path d="M144 112l34-24 8 8-32 40z" fill="#4f7077" /><path d="M54 82h92l14 66a12 12 0 0 1-12 14H52a12 12 0 0 1-12-14z" fill="#5f858c" />
    <ellipse cx="100" cy="82" rx="46" ry="9" fill="#7fa3a9" /><circle cx="100" cy="72" r="7" fill="#3b3531" />
    <path d="M60 104l-7 36" stroke="#a9c4c8" stroke-width="6" stroke-linecap="round" />`,
  'KO-201': html`<path d="M28 86h144c0 44-32 68-54 70H82c-22-2-54-26-54-70z" fill="#b9a58c" />
    <ellipse cx="100" cy="86" rx="72" ry="18" fill="#e5d8c4" /><ellipse cx="100" cy="89" rx="60" ry="12" fill="#8fa08a" />
    <path d="M76 156h48v8H76z" fill="#9b876f" /><path d="M44 108c6 16 16 26 26 32" stroke="#d8c8b1" stroke-width="5" fill="none" stroke-linecap="round" />`,
  'KO-202': html`<path d="M132 84c36-6 40 50-4 50" fill="none" stroke="#cdbfa9" stroke-width="13" />
    <path d="M52 62h84v84a14 14 0 0 1-14 14H66a14 14 0 0 1-14-14z" fill="#e3d7c3" /><ellipse cx="94" cy="62" rx="42" ry="10" fill="#f0e8da" />
    <ellipse cx="94" cy="64" rx="34" ry="6.5" fill="#6b4a33" />
    <g fill="#8a6e53"><circle cx="68" cy="92" r="2.4" /><circle cx="88" cy="108" r="1.8" /><circle cx="112" cy="90" r="2.6" /><circle cx="76" cy="130" r="2" />
    <circle cx="104" cy="138" r="2.4" /><circle cx="122" cy="118" r="1.8" /><circle cx="62" cy="112" r="1.6" /><circle cx="96" cy="84" r="1.6" /></g>`,
  'KO-203': html`<circle cx="100" cy="104" r="72" fill="#f3eee4" /><circle cx="100" cy="104" r="64" fill="none" stroke="#3f6d8e" stroke-width="9" />
    <circle cx="100" cy="104" r="52" fill="none" stroke="#7fa6c0" stroke-width="2.5" stroke-dasharray="7 5" />
    <circle cx="100" cy="104" r="40" fill="#faf7f1" /><path d="M100 84c12 10 12 30 0 40-12-10-12-30 0-40z" fill="#3f6d8e" opacity=".8" />`,
  'KO-204': html`<g transform="rotate(-6 100 104)"><rect x="44" y="52" width="112" height="104" rx="3" fill="#a3ada0" />
    <rect x="44" y="52" width="112" height="78" rx="3" fill="#b7c0b3" /><rect x="44" y="52" width="112" height="52" rx="3" fill="#cbd2c6" />
    <rect x="44" y="52" width="112" height="26" rx="3" fill="#dfe4db" /><path d="M52 60h96M52 86h96M52 112h96M52 140h96" stroke="#8b9787" stroke-width="1.6" stroke-dasharray="4 3" /></g>`,
  'KO-301': html`<g transform="rotate(-24 100 104)"><path d="M34 70h108a30 30 0 0 1 0 68H34a10 10 0 0 1-10-10V80a10 10 0 0 1 10-10z" fill="#b98a55" />
    <circle cx="152" cy="104" r="8" fill="#f1e9dc" /><g fill="none" stroke="#8d6336" stroke-width="2.6" stroke-linecap="round"><path d="M36 84c34 10 60-8 104 4" />
    <path d="M36 98c30 6 58-6 98 4" /><path d="M36 124c40-10 70 6 108-4" /><path d="M36 112c26-6 40 4 60 0" /></g></g>`,
  'KO-302': html`<g transform="rotate(38 100 100)"><rect x="94" y="72" width="12" height="112" rx="6" fill="#6d4a30" />
    <path d="M74 44c0-26 52-26 52 0 0 24-10 40-26 40S74 68 74 44z" fill="#7d563a" /><ellipse cx="100" cy="46" rx="17" ry="21" fill="#61412a" />
    <path d="M99 96v74" stroke="#93704f" stroke-width="2.4" stroke-linecap="round" /></g>`,
  'KO-303': html`<g transform="rotate(-32 100 104)"><path d="M14 104c0-12 20-20 40-20h92c20 0 40 8 40 20s-20 20-40 20H54c-20 0-40-8-40-20z" fill="#d9b88a" />
    <path d="M34 96c40-8 92-8 132 0" stroke="#eed6b3" stroke-width="5" fill="none" stroke-linecap="round" />
    <path d="M40 112c36 5 84 5 120 0" stroke="#b9935f" stroke-width="2.4" fill="none" stroke-linecap="round" /></g>`,
  'KO-304': html`<g transform="rotate(-36 100 104)"><path d="M10 100h112v26c-50 4-92-6-112-26z" fill="#c9ced1" />
    <path d="M10 100c22 20 62 30 112 26v-5c-46 2-84-5-112-21z" fill="#eceff0" /><rect x="122" y="96" width="14" height="20" fill="#57504a" />
    <path d="M136 97h44a8 8 0 0 1 8 8v6a8 8 0 0 1-8 8h-44z" fill="#6b4a33" /><circle cx="150" cy="108" r="2.4" fill="#c9a97f" /><circle cx="172" cy="108" r="2.4" fill="#c9a97f" /></g>`,
};

const GROUNDS = { cookware: '#efe3d6', tableware: '#e2e8e3', 'wood-and-tools': '#ece7db' };

export const picture = (
  product,
) => html`<svg class="picture" viewBox="0 0 200 200" role="img" aria-label="${product.name}">
  <rect width="200" height="200" fill="${GROUNDS[product.category]}" />
  <ellipse cx="100" cy="172" rx="66" ry="7" fill="#000" opacity=".08" />
  ${DRAWINGS[product.id]}
</svg>`;
