import { PRICE_FACTOR } from './countries.js';
import { Weighted } from './random.js';

/** A product of the demo shop. */
export interface Product {
  id: string;
  slug: string;
  name: string;
  category: string;
  brand: string;
  /** In euro, without tax. */
  price: number;
  /** What the shop pays for one, in euro. */
  unitCost: number;
  weight: number;
  /** Share of it that comes back. */
  returned: number;
  /** Bought together with it more often than by chance. */
  complement: number;
}

interface Category {
  slug: string;
  name: string;
  brands: readonly string[];
  returned: number;
  /** Price of the first and the last, in euro. */
  prices: readonly [number, number];
  cost: number;
  things: readonly string[];
}

const CATEGORIES: readonly Category[] = [
  {
    ...{ slug: 'cookware', name: 'Cookware', returned: 0.05, prices: [29, 189], cost: 0.54 },
    brands: ['Schmiede Harz', 'Atelier Villedieu', 'Emalia Olkusz'],
    things: [
      ...[
        'Carbon steel pan, 26 cm',
        'Cast-iron casserole, 4 l',
        'Enamel kettle, 2 l',
        'Copper saucepan, 1.5 l',
      ],
      ...['Iron griddle', 'Steel wok, 32 cm', 'Roasting dish', 'Crêpe pan', 'Stock pot, 8 l', 'Fondue pot'],
      ...['Milk pan', 'Paella pan, 36 cm', 'Grill pan', 'Dutch oven, 6 l', 'Egg pan', 'Steamer basket'],
    ],
  },
  {
    ...{ slug: 'tableware', name: 'Tableware', returned: 0.09, prices: [9, 79], cost: 0.42 },
    brands: ['Keramik am Fluss', 'Porzellan Selb', 'Casa Azul'],
    things: [
      ...['Stoneware bowl', 'Speckled mug', 'Dinner plate', 'Salad bowl', 'Tea pot, 1 l', 'Espresso cup'],
      ...['Butter dish', 'Serving platter', 'Water carafe', 'Wine glass, pair', 'Egg cup', 'Sugar bowl'],
      ...['Cake stand', 'Soup plate', 'Sauce boat', 'Tumbler, set of four'],
    ],
  },
  {
    ...{ slug: 'wood-and-tools', name: 'Wood & tools', returned: 0.04, prices: [8, 99], cost: 0.48 },
    brands: ['Holz & Sohn', 'Drechslerei Rhön'],
    things: [
      ...['Olive wood board', 'Cherry spoon', 'Rolling pin', 'Spatula', 'Salt cellar', 'Pepper mill'],
      ...['Bread box', 'Mortar and pestle', 'Citrus press', 'Whisk', 'Ladle', 'Tongs'],
    ],
  },
  {
    ...{ slug: 'knives', name: 'Knives', returned: 0.06, prices: [24, 229], cost: 0.57 },
    brands: ['Solinger Klinge', 'Sakai Hamono', 'Opinel Atelier'],
    things: [
      ...["Chef's knife, 20 cm", 'Santoku, 17 cm', 'Paring knife', 'Bread knife', 'Nakiri', 'Boning knife'],
      ...['Knife block', 'Whetstone 1000/6000', 'Honing steel', 'Steak knives, set of four'],
    ],
  },
  {
    ...{ slug: 'textiles', name: 'Linen & textiles', returned: 0.14, prices: [12, 89], cost: 0.39 },
    brands: ['Leinen Lausitz', 'Tessile Como'],
    things: [
      ...['Linen napkin, set of four', 'Table cloth', 'Tea towel, pair', 'Apron', 'Oven glove', 'Bread bag'],
      ...['Table runner', 'Pot holder, pair'],
    ],
  },
  {
    ...{ slug: 'coffee-and-tea', name: 'Coffee & tea', returned: 0.05, prices: [14, 149], cost: 0.5 },
    brands: ['Rösterei Nord', 'Kyoto Chaho', 'Moka Milano'],
    things: [
      ...['Hand grinder', 'Pour-over dripper', 'Gooseneck kettle', 'Moka pot, 6 cups', 'French press, 1 l'],
      ...['Matcha set', 'Tea strainer', 'Milk frother', 'Coffee canister', 'Cold brew jug'],
    ],
  },
];

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function productsOf(category: Category, index: number): Product[] {
  const [low, high] = category.prices;
  return category.things.map((name, at) => {
    // Scattered over the range, for a shop lists its dearest things between the others.
    const share = ((at * 7) % category.things.length) / (category.things.length - 1);
    const price = Math.floor(low * (high / low) ** share) + 0.9;
    return {
      id: `KO-${(index + 1) * 100 + at + 1}`,
      slug: slugOf(name),
      name,
      category: category.name,
      brand: category.brands[at % category.brands.length] as string,
      price,
      unitCost: Math.round(price * (category.cost + 0.03 * ((at % 5) - 2)) * 100) / 100,
      weight: 1 / (at + 2.5),
      returned: category.returned,
      complement: 0,
    };
  });
}

export const PRODUCTS: readonly Product[] = CATEGORIES.flatMap(productsOf).map((product, index, all) => ({
  ...product,
  complement: (index % 3 === 0 ? index + 1 : index + 17) % all.length,
}));

export const BY_POPULARITY = new Weighted(PRODUCTS, (product) => product.weight);

/** Categories as their pages are called. */
export const SHELVES = CATEGORIES.map(({ slug, name }) => ({
  slug,
  name,
  products: PRODUCTS.filter((product) => product.category === name),
}));

/** The price in a currency, set by hand: it ends as prices there do. */
export function priceIn(product: Product, currency: string, factor = 1): number {
  const plain = product.price * factor * (PRICE_FACTOR[currency] ?? 1);
  if (currency === 'JPY') return Math.round(plain / 100) * 100 - 20;
  if (currency === 'KWD') return Math.round(plain * 4) / 4;
  return Math.max(1, Math.floor(plain)) + (currency === 'SEK' || currency === 'DKK' ? 0 : 0.9);
}

/** Searches of the shop, and how many products each finds. */
export const SEARCHES = new Weighted<{ term: string; results: number; weight: number }>(
  [
    ...['pan', 'knife', 'wok', 'mug', 'board', 'kettle', 'bowl', 'apron', 'grinder', 'plate'].map(
      (term, index) => ({ term, results: 3 + ((index * 5) % 11), weight: 12 - index }),
    ),
    ...['pfanne', 'messer', 'gusseisen', 'tasse', 'bretter'].map((term, index) => ({
      ...{ term, results: 2 + index, weight: 7 - index },
    })),
    // What people want here and the shop does not have.
    ...[
      'air fryer',
      'toaster',
      'gift card',
      'airfryer',
      'non-stick',
      'ersatzteil',
      'cutlery',
      'rice cooker',
    ].map((term, index) => ({ term, results: 0, weight: 2.6 - index * 0.2 })),
  ],
  ({ weight }) => weight,
);

export const ARTICLES = [
  ...['seasoning-a-steel-pan', 'which-knife-first', 'care-of-wooden-boards', 'hand-grinders-compared'],
  ...['a-table-for-autumn', 'stoneware-or-porcelain', 'how-iron-is-poured', 'tea-the-slow-way'],
];
