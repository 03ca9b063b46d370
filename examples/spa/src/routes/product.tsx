import { addToCart, viewItem } from '@footfall/sdk';
import { Link, useParams } from 'react-router';
import { shopData, useSaidOnce } from '../analytics';
import { putIntoCart, useCart } from '../cart';
import { productOf } from '../catalogue';
import { price } from '../money';
import { NotFoundPage } from './not-found';

export function ProductPage() {
  const product = productOf(useParams().product);
  const inCart = useCart().some((line) => line.product === product);
  useSaidOnce(product?.id, () => product && viewItem(shopData([{ product, quantity: 1 }])));
  if (product === undefined) return <NotFoundPage />;
  const buy = () => {
    putIntoCart(product);
    addToCart(shopData([{ product, quantity: 1 }]));
  };
  return (
    <>
      <title>{`${product.name} – Kiln & Oak`}</title>
      <h1>{product.name}</h1>
      <p>
        {product.brand}. {product.text}
      </p>
      <p className="price">{price(product.price)}</p>
      <button type="button" onClick={buy}>
        Add to cart
      </button>
      {inCart && (
        <p role="status">
          It is in <Link to="/cart">your cart</Link>.
        </p>
      )}
    </>
  );
}
