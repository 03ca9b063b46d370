import { CURRENCY } from './catalogue';

/** To the cent, so that sums of prices stay exact. */
export const round = (amount: number): number => Math.round(amount * 100) / 100;

const format = new Intl.NumberFormat('en', { style: 'currency', currency: CURRENCY });

export const price = (amount: number): string => format.format(amount);
