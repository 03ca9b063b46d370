import type { FactName } from '../store/scan.js';
import { CATALOGUE, definitionOf } from './catalogue/index.js';
import { type Kpi, THEMES, type Theme, type Unit } from './definition.js';
import { DIMENSIONS, measuresOf, OF_CUSTOMERS } from './dimension.js';
import { formulaOf, namedFigures, wordsOfFigure } from './wording.js';

const THEME_TITLES: Readonly<Record<Theme, string>> = {
  sales: 'Sales',
  marketing: 'Marketing',
  care: 'Customer care',
};

const UNIT_WORDS: Readonly<Record<Unit, string>> = {
  count: 'a number',
  money: 'money, in minor units of the site’s currency',
  ratio: 'a ratio',
  duration: 'a duration, in milliseconds',
  proportion: 'a part of a whole from 0 to 1, with its 95 % Wilson interval',
  rate: 'a rate; 0.1 is 10 %',
  score: 'points from −100 to 100',
  table: 'a table',
};

/** Lists of dimensions that many KPIs have, by name. */
const SHARED: readonly (readonly [name: string, dimensions: readonly string[]])[] = [
  ['those of a visit', DIMENSIONS.visit],
  ['those of an order', DIMENSIONS.orders],
  ['those of a customer', OF_CUSTOMERS],
];

const FROM_EVENTS = 'events of the script or of a server';

/** Where the rows of a fact come from; others are of the import that the KPI names. */
const SOURCES: Partial<Record<FactName, string>> = {
  visit: FROM_EVENTS,
  hit: FROM_EVENTS,
  vital: FROM_EVENTS,
  item_hit: FROM_EVENTS,
  cart: FROM_EVENTS,
  lead: FROM_EVENTS,
  comeback: FROM_EVENTS,
  orders: '`purchase` events or the import `orders`',
  purchase: '`purchase` events or the import `orders`',
  refund: '`refund` events or the import `refunds`',
};

/** The page docs/kpis.md, from the declarations of the catalogue. */
export function kpiDocs(): string {
  const kpis = [...CATALOGUE.values()];
  const themes = THEMES.flatMap((theme) => [
    `## ${THEME_TITLES[theme]}`,
    ...kpis.filter((kpi) => definitionOf(kpi).theme === theme).map(sectionOf),
  ]);
  return `${[INTRODUCTION, sharedDimensions(), ...themes].join('\n\n')}\n`;
}

const INTRODUCTION = `# KPIs

<!-- Made by \`npm run docs\` from packages/collector/src/kpi/catalogue; a test fails when it is out of date. -->

Every KPI is asked for by \`GET /v1/kpis/{id}?site=…&from=…&to=…\`, and explained with the numbers of your own shop, the
rows left out, and the SQL that ran by \`GET /v1/kpis/{id}/explain\` with the same parameters. A figure with nothing to
divide by is \`null\`, and so is one whose data has not been brought in. As CSV (\`format=csv\`) money is a decimal number
in whole units of its currency, and the column after it, \`NAME_currency\`, names the currency.`;

function sharedDimensions(): string {
  const lines = SHARED.map(([name, dimensions]) => `- ${name}: ${dimensions.map(code).join(', ')}`);
  return `Dimensions that many KPIs can be broken down and filtered by:\n\n${lines.join('\n')}`;
}

function sectionOf(kpi: Kpi): string {
  const definition = definitionOf(kpi);
  const beside = kpi.computed
    ? [...definition.figures, ...Object.keys(definition.columns)].map(code)
    : namedFigures(kpi).map(([name, figure]) => `${code(name)}: ${wordsOfFigure(figure)}`);
  const items = [
    ...(kpi.columns ? [] : [`How it is computed: ${formulaOf(kpi)}`]),
    `Unit: ${UNIT_WORDS[kpi.unit]}`,
    ...(kpi.direction ? [`Better: ${kpi.direction === 'up' ? 'more' : 'less'}`] : []),
    `Dimensions: ${dimensionWords(definition.dimensions)}`,
    ...(definition.parameters.length > 0
      ? [`Parameters of its own: ${definition.parameters.map(code).join(', ')}`]
      : []),
    `Needs: ${needsOf(kpi)}`,
  ];
  const list = items.map((item) => `- ${item}`).join('\n');
  const heading = kpi.unit === 'table' ? 'Columns' : 'Beside it';
  const figures =
    beside.length === 0 ? '' : `\n\n${heading}:\n\n${beside.map((item) => `- ${item}`).join('\n')}`;
  return `### ${kpi.title}\n\n\`${kpi.id}\` · ${kpi.sentence}\n\n${list}${figures}`;
}

function dimensionWords(dimensions: readonly string[]): string {
  if (dimensions.length === 0) return 'none';
  const shared = SHARED.find(([, names]) => names.every((name) => dimensions.includes(name)));
  const others = shared ? dimensions.filter((name) => !shared[1].includes(name)) : dimensions;
  return [...(shared ? [shared[0]] : []), ...others.map(code)].join(', ');
}

function needsOf(kpi: Kpi): string {
  const measures = [...measuresOf(kpi), ...(kpi.computed?.about ?? [])];
  const sources = measures.flatMap(({ fact }) => SOURCES[fact] ?? []);
  const needed = kpi.needs
    ? [kpi.needs.message ? kpi.needs.message : `the import \`${kpi.needs.import}\``]
    : [];
  const all = [...new Set([...needed, ...sources])];
  return all.length === 0 ? FROM_EVENTS : all.join('; ');
}

const code = (text: string): string => `\`${text}\``;
