import { CURRENCIES } from './catalogue.js';
import { keep, read } from './storage.js';

const DECIMALS = { EUR: 2, USD: 2, JPY: 0 };

export const currency = () => {
  const chosen = read('currency', 'EUR');
  return CURRENCIES.includes(chosen) ? chosen : 'EUR';
};

export const chooseCurrency = (code) => {
  keep('currency', code);
  document.dispatchEvent(new Event('currencychange'));
};

/** An amount with as many decimals as its currency has, so that sums of prices stay exact to the cent. */
export const round = (amount, code = currency()) => Number(amount.toFixed(DECIMALS[code]));

export const format = (amount, code = currency()) =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code }).format(amount);

export const priceOf = (product, code = currency()) => product.prices[code];
