import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { startAnalytics } from './analytics';
import { CartPage } from './routes/cart';
import { CategoryPage } from './routes/category';
import { CheckoutPage } from './routes/checkout';
import { HomePage } from './routes/home';
import { NotFoundPage } from './routes/not-found';
import { ProductPage } from './routes/product';
import { ThanksPage } from './routes/thanks';
import { Shop } from './shop';
import './style.css';

startAnalytics();

const router = createBrowserRouter([
  {
    Component: Shop,
    children: [
      { index: true, Component: HomePage },
      { path: 'category/:category', Component: CategoryPage },
      { path: 'product/:product', Component: ProductPage },
      { path: 'cart', Component: CartPage },
      { path: 'checkout', Component: CheckoutPage },
      { path: 'thanks/:order', Component: ThanksPage },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);

createRoot(document.getElementById('shop') as HTMLElement).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
