export interface Category {
  readonly id: string;
  readonly name: string;
  readonly line: string;
}

export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string;
  readonly category: string;
  /** Euro without tax. */
  readonly price: number;
  readonly text: string;
}

export const CURRENCY = 'EUR';

export const CATEGORIES: readonly Category[] = [
  { id: 'cookware', name: 'Cookware', line: 'Iron and copper that outlive the stove they stand on.' },
  { id: 'tableware', name: 'Tableware', line: 'Stoneware thrown by hand, and linen to lay beneath it.' },
];

export const PRODUCTS: readonly Product[] = [
  {
    id: 'KO-101',
    slug: 'carbon-steel-pan',
    name: 'Carbon steel pan, 26 cm',
    brand: 'Schmiede Harz',
    category: 'cookware',
    price: 59,
    text: 'Hammered by hand, and seasoned with flaxseed oil before it leaves the forge.',
  },
  {
    id: 'KO-102',
    slug: 'copper-saucepan',
    name: 'Copper saucepan, 1.5 l',
    brand: 'Atelier Villedieu',
    category: 'cookware',
    price: 149,
    text: 'Spun copper with a tin lining, and a handle that stays cool for as long as a sauce takes.',
  },
  {
    id: 'KO-201',
    slug: 'stoneware-bowl',
    name: 'Stoneware bowl, 18 cm',
    brand: 'Töpferei Lauscha',
    category: 'tableware',
    price: 24.9,
    text: 'Thrown by hand and fired twice: no two have the same rim.',
  },
  {
    id: 'KO-202',
    slug: 'linen-napkins',
    name: 'Linen napkins, set of four',
    brand: 'Weberei Mühl',
    category: 'tableware',
    price: 38.5,
    text: 'Woven in one piece, washed soft, hemmed by hand.',
  },
];

export const categoryOf = (id: string | undefined): Category | undefined =>
  CATEGORIES.find((category) => category.id === id);

export const productOf = (slug: string | undefined): Product | undefined =>
  PRODUCTS.find((product) => product.slug === slug);

export const productsIn = (category: string): readonly Product[] =>
  PRODUCTS.filter((product) => product.category === category);
