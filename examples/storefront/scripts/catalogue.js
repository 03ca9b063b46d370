/**
 * Everything that the shop sells, in one place. Prices are without tax, and set for each currency by hand, as shops
 * that sell abroad do: no visitor sees ¥3,117.
 */

export const CURRENCIES = ['EUR', 'USD', 'JPY'];

export const CATEGORIES = [
  {
    id: 'cookware',
    name: 'Cookware',
    line: 'Iron, copper and enamel that outlive the stove they stand on.',
  },
  {
    id: 'tableware',
    name: 'Tableware',
    line: 'Stoneware thrown by hand, and linen to lay beneath it.',
  },
  {
    id: 'wood-and-tools',
    name: 'Wood & tools',
    line: 'Boards, spoons and blades from one small workshop each.',
  },
];

export const PRODUCTS = [
  {
    id: 'KO-101',
    slug: 'carbon-steel-pan',
    name: 'Carbon steel pan, 26 cm',
    category: 'cookware',
    brand: 'Schmiede Harz',
    prices: { EUR: 59, USD: 65, JPY: 9800 },
    text: 'Hammered by hand, two millimetres thick, seasoned with flaxseed oil before it leaves the forge.',
    facts: ['Made in Goslar, Germany', '1.4 kg', 'For gas, induction and open fire'],
  },
  {
    id: 'KO-102',
    slug: 'copper-saucepan',
    name: 'Copper saucepan, 1.5 l',
    category: 'cookware',
    brand: 'Atelier Villedieu',
    prices: { EUR: 149, USD: 165, JPY: 24800 },
    text: 'Spun copper with a tin lining, and a cast-iron handle that stays cool for as long as a sauce takes.',
    facts: ['Made in Normandy, France', '1.1 kg', 'For gas and electric stoves'],
  },
  {
    id: 'KO-103',
    slug: 'cast-iron-casserole',
    name: 'Cast-iron casserole, 4 l',
    category: 'cookware',
    brand: 'Schmiede Harz',
    prices: { EUR: 119, USD: 129, JPY: 19800 },
    text: 'Poured in sand and enamelled twice. Goes from the stove to the oven to the table.',
    facts: ['Made in Goslar, Germany', '4.6 kg', 'For every stove, and the oven'],
  },
  {
    id: 'KO-104',
    slug: 'enamel-kettle',
    name: 'Enamel kettle, 2 l',
    category: 'cookware',
    brand: 'Emalia Olkusz',
    prices: { EUR: 44.5, USD: 49, JPY: 7400 },
    text: 'Three coats of enamel on steel, and a whistle that is polite about it.',
    facts: ['Made in Olkusz, Poland', '0.9 kg', 'For every stove'],
  },
  {
    id: 'KO-201',
    slug: 'stoneware-bowl',
    name: 'Stoneware bowl',
    category: 'tableware',
    brand: 'Keramik am Fluss',
    prices: { EUR: 24, USD: 26, JPY: 3900 },
    text: 'Deep enough for ramen, wide enough for salad. No two are quite alike.',
    facts: ['Made in Passau, Germany', '17 cm across', 'Safe in the dishwasher'],
  },
  {
    id: 'KO-202',
    slug: 'speckled-mug',
    name: 'Speckled mug',
    category: 'tableware',
    brand: 'Keramik am Fluss',
    prices: { EUR: 19.5, USD: 21.5, JPY: 3200 },
    text: 'Iron-rich clay leaves the speckles; the thumb rest was the potter’s own idea.',
    facts: ['Made in Passau, Germany', 'Holds 320 ml', 'Safe in the dishwasher'],
  },
  {
    id: 'KO-203',
    slug: 'serving-plate',
    name: 'Serving plate, 32 cm',
    category: 'tableware',
    brand: 'Olaria do Sul',
    prices: { EUR: 38, USD: 42, JPY: 6400 },
    text: 'A wide rim in sea blue, painted freehand while the wheel turns.',
    facts: ['Made in Redondo, Portugal', '32 cm across', 'Safe in the dishwasher'],
  },
  {
    id: 'KO-204',
    slug: 'linen-napkins',
    name: 'Linen napkins, set of four',
    category: 'tableware',
    brand: 'Lino Vilnius',
    prices: { EUR: 32, USD: 35, JPY: 5200 },
    text: 'Washed linen that needs no iron and gets softer every summer.',
    facts: ['Made in Vilnius, Lithuania', '45 × 45 cm', 'Wash at 60 °C'],
  },
  {
    id: 'KO-301',
    slug: 'olive-wood-board',
    name: 'Olive wood board',
    category: 'wood-and-tools',
    brand: 'Legno Toscano',
    prices: { EUR: 49, USD: 54, JPY: 8200 },
    text: 'Cut from one piece of a tree that had stopped bearing. The grain is the decoration.',
    facts: ['Made in Tuscany, Italy', '38 × 20 cm', 'Oiled with walnut oil'],
  },
  {
    id: 'KO-302',
    slug: 'walnut-spoon',
    name: 'Walnut cooking spoon',
    category: 'wood-and-tools',
    brand: 'Legno Toscano',
    prices: { EUR: 16, USD: 17.5, JPY: 2600 },
    text: 'One flat edge, to reach the corner of a pan where things burn first.',
    facts: ['Made in Tuscany, Italy', '30 cm', 'Oiled with walnut oil'],
  },
  {
    id: 'KO-303',
    slug: 'beech-rolling-pin',
    name: 'Beech rolling pin',
    category: 'wood-and-tools',
    brand: 'Drechslerei Seiffen',
    prices: { EUR: 27, USD: 29.5, JPY: 4400 },
    text: 'Turned without handles, so that your palms feel the dough.',
    facts: ['Made in Seiffen, Germany', '42 cm', 'Steamed beech'],
  },
  {
    id: 'KO-304',
    slug: 'chefs-knife',
    name: 'Chef’s knife, 21 cm',
    category: 'wood-and-tools',
    brand: 'Sakai Hamono',
    prices: { EUR: 135, USD: 149, JPY: 21500 },
    text: 'White paper steel between two softer sheets. Sharpened on stone, not on a belt.',
    facts: ['Made in Sakai, Japan', '180 g', 'Wash by hand'],
  },
];

export const PROMOTION = {
  id: 'AUTUMN-TABLE',
  name: 'The autumn table',
  slot: 'home hero',
  products: ['KO-201', 'KO-203', 'KO-204'],
};

/** Ten per cent off all items; the newsletter page gives it away. */
export const COUPONS = new Map([['WELCOME10', 10]]);

export const SHIPPING_TIERS = [
  { id: 'Standard', days: '4 to 6 working days', prices: { EUR: 4.9, USD: 5.9, JPY: 800 } },
  { id: 'Express', days: '1 to 2 working days', prices: { EUR: 14.9, USD: 16.9, JPY: 2400 } },
];

export const PAYMENT_TYPES = ['Card', 'PayPal', 'Invoice'];

/** Sales tax in per cent on items and shipping, by the country the parcel goes to. */
export const COUNTRIES = [
  { code: 'AT', name: 'Austria', tax: 20 },
  { code: 'FR', name: 'France', tax: 20 },
  { code: 'DE', name: 'Germany', tax: 19 },
  { code: 'JP', name: 'Japan', tax: 10 },
  { code: 'GB', name: 'United Kingdom', tax: 20 },
  { code: 'US', name: 'United States', tax: 0 },
];

export const productById = (id) => PRODUCTS.find((product) => product.id === id);
export const categoryById = (id) => CATEGORIES.find((category) => category.id === id);
export const productsOf = (categoryId) => PRODUCTS.filter((product) => product.category === categoryId);
export const productUrl = (product) => `/shop/product/${product.slug}/`;

/** Products whose name, category, brand or text holds every word of the term. */
export const findProducts = (term) => {
  const words = term.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return PRODUCTS.filter((product) => {
    const { name, brand, text } = product;
    const haystack = [name, brand, text, categoryById(product.category).name].join(' ').toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
};
