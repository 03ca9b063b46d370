import { Link, Outlet, ScrollRestoration } from 'react-router';
import { useCart } from './cart';
import { CATEGORIES } from './catalogue';

/** The frame around every page. */
export function Shop() {
  const count = useCart().reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      <header>
        <Link to="/" className="name">
          Kiln &amp; Oak
        </Link>
        <nav>
          {CATEGORIES.map(({ id, name }) => (
            <Link key={id} to={`/category/${id}`}>
              {name}
            </Link>
          ))}
          <Link to="/cart">Cart, {count}</Link>
        </nav>
      </header>
      <main>
        <Outlet />
      </main>
      <footer>
        <a href="tel:+4934512345">+49 345 12345</a> <a href="mailto:shop@example.com">shop@example.com</a>
      </footer>
      <ScrollRestoration />
    </>
  );
}
