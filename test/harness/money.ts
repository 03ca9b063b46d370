/** An amount as the API answers it. @param minor cents, yen, fils. */
export const money = (minor: number, currency: string, decimals: number) => ({
  value: minor,
  currency,
  decimals,
});

export const euro = (cents: number) => money(cents, 'EUR', 2);
