import { removeFromCart, viewCart } from '@footfall/sdk';
import { Link } from 'react-router';
import { shopData, useSaidOnce } from '../analytics';
import { type Line, takeFromCart, useCart } from '../cart';
import { Lines } from '../lines';

export function CartPage() {
  const lines = useCart();
  useSaidOnce('cart', () => viewCart(shopData(lines)));
  const remove = (line: Line) => {
    takeFromCart(line.product);
    removeFromCart(shopData([line]));
  };
  return (
    <>
      <title>Cart – Kiln &amp; Oak</title>
      <h1>Your cart</h1>
      {lines.length === 0 ? (
        <p>It is empty.</p>
      ) : (
        <>
          <Lines lines={lines}>
            {(line) => (
              <button type="button" onClick={() => remove(line)}>
                Remove
              </button>
            )}
          </Lines>
          <Link to="/checkout" className="button">
            To the checkout
          </Link>
        </>
      )}
    </>
  );
}
