import type { Product } from './catalogue.js';
import { COUNTRIES, type Country } from './countries.js';
import { BOTS, BROWSERS, type Browser } from './devices.js';
import type { Random } from './random.js';
import type { Source } from './sources.js';
import { uuidAt } from './uuid.js';

/** A browser of a person, with the ids that it keeps. */
export interface Device {
  visitor: string;
  first: number;
  visits: number;
  browser: Browser;
  screen: string;
}

/** So many of a product. */
export interface Line {
  product: Product;
  quantity: number;
}

/** Somebody who comes to the shop, and perhaps comes back. */
export interface Person {
  country: Country;
  language: string;
  devices: Device[];
  /** Customer number; from the first order on. */
  customer: string | undefined;
  orders: number;
  /** Purchases a week while a customer, and the chance to stop after each: as BG/NBD has it. */
  rate: number;
  dropout: number;
  /** What was left in the cart. */
  cart: Line[];
  subscribed: boolean;
  /** From 0, who looks for what is cheap, to 1, who does not: without it no model of spend could tell customers apart. */
  taste: number;
  /** Signs in, so that the browser knows the customer number. */
  signsIn: boolean;
  kind: 'person' | 'cookieless' | 'staff' | 'bot';
}

/** A visit that is to come. */
export interface Plan {
  person: Person;
  time: number;
  intent: 'browse' | 'buy' | 'cart';
  /** How the visitor comes back; `undefined`: for the first time, by any way. */
  source: Source | undefined;
}

const SECOND_THIRD = [0, 0, 0, 0, 0, 0, 1, 1, 2];

/** Somebody who has not been here before. */
export function newPerson(time: number, kind: Person['kind'], random: Random): Person {
  const country = COUNTRIES.draw(random);
  const { languages } = country;
  const device = newDevice(time, random);
  if (kind === 'bot') device.browser = { ...device.browser, userAgent: random.pick(BOTS), brands: undefined };
  return {
    country,
    language: languages[random.pick(SECOND_THIRD)] ?? (languages[0] as string),
    devices: [device],
    customer: undefined,
    orders: 0,
    rate: 0,
    dropout: 1,
    cart: [],
    subscribed: false,
    taste: random.next(),
    signsIn: random.chance(0.62),
    kind,
  };
}

/** A browser that is seen for the first time at `time` (ms). */
export function newDevice(time: number, random: Random): Device {
  const browser = BROWSERS.draw(random);
  return {
    visitor: uuidAt(time, random),
    first: time,
    visits: 0,
    browser,
    screen: random.pick(browser.screens),
  };
}

/** What makes a customer of somebody: how often they will buy, and how soon they stop (Fader, Hardie & Lee 2005). */
export function becomeCustomer(person: Person, number: number, random: Random): void {
  person.customer = `C${100_000 + number}`;
  // Nobody needs a pan every week.
  person.rate = Math.min(0.2, random.gamma(0.8) / 13);
  person.dropout = random.beta(1.4, 2.2);
}
