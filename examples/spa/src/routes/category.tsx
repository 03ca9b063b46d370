import { useParams } from 'react-router';
import { categoryOf, productsIn } from '../catalogue';
import { ProductList } from '../product-list';
import { NotFoundPage } from './not-found';

export function CategoryPage() {
  const category = categoryOf(useParams().category);
  if (category === undefined) return <NotFoundPage />;
  const { id, name, line } = category;
  return (
    <>
      <title>{`${name} – Kiln & Oak`}</title>
      <h1>{name}</h1>
      <p>{line}</p>
      <ProductList id={id} name={name} products={productsIn(id)} />
    </>
  );
}
