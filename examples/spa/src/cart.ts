import { useSyncExternalStore } from 'react';
import { PRODUCTS, type Product } from './catalogue';
import { round } from './money';

export interface Line {
  readonly product: Product;
  readonly quantity: number;
}

const KEY = 'kiln-and-oak-cart';

function stored(): readonly Line[] {
  const saved: Record<string, number> = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  return PRODUCTS.flatMap((product) => {
    const quantity = saved[product.id] ?? 0;
    return quantity > 0 ? [{ product, quantity }] : [];
  });
}

let lines = stored();
const listeners = new Set<() => void>();

function keep(next: readonly Line[]): void {
  lines = next;
  sessionStorage.setItem(
    KEY,
    JSON.stringify(Object.fromEntries(next.map(({ product, quantity }) => [product.id, quantity]))),
  );
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function putIntoCart(product: Product): void {
  const others = lines.filter((line) => line.product !== product);
  const before = lines.find((line) => line.product === product)?.quantity ?? 0;
  keep([...others, { product, quantity: before + 1 }]);
}

export const takeFromCart = (product: Product): void =>
  keep(lines.filter((line) => line.product !== product));

export const emptyCart = (): void => keep([]);

export const useCart = (): readonly Line[] => useSyncExternalStore(subscribe, () => lines);

export const totalOf = (of: readonly Line[]): number =>
  round(of.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0));
