import { selectItem, viewItemList } from '@footfall/sdk';
import { Link } from 'react-router';
import { itemOf, useSaidOnce } from './analytics';
import type { Product } from './catalogue';
import { price } from './money';

interface Props {
  /** The list's id for the reports. */
  readonly id: string;
  readonly name: string;
  readonly products: readonly Product[];
}

export function ProductList({ id, name, products }: Props) {
  const list = { item_list_id: id, item_list_name: name };
  useSaidOnce(id, () =>
    viewItemList({ ...list, items: products.map((product, index) => itemOf(product, { index })) }),
  );
  return (
    <ul className="products">
      {products.map((product, index) => (
        <li key={product.id}>
          <Link
            to={`/product/${product.slug}`}
            onClick={() => selectItem({ ...list, items: [itemOf(product, { index })] })}
          >
            {product.name}
          </Link>
          <span>{price(product.price)}</span>
        </li>
      ))}
    </ul>
  );
}
