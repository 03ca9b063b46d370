import { PRODUCTS } from '../catalogue';
import { ProductList } from '../product-list';

export function HomePage() {
  return (
    <>
      <title>Kiln &amp; Oak</title>
      <h1>Things for a kitchen that is used</h1>
      <ProductList id="home" name="Home" products={PRODUCTS.slice(0, 3)} />
    </>
  );
}
