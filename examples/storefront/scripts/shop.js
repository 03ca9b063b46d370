import { layOut } from './layout.js';
import { article } from './pages/article.js';
import { cart } from './pages/cart.js';
import { category } from './pages/category.js';
import { checkoutAddress, checkoutPayment, checkoutShipping } from './pages/checkout.js';
import { contact } from './pages/contact.js';
import { home } from './pages/home.js';
import { newsletter } from './pages/newsletter.js';
import { product } from './pages/product.js';
import { search } from './pages/search.js';
import { thankYou } from './pages/thank-you.js';
import { wireLists } from './product-list.js';

const PAGES = {
  article,
  cart,
  category,
  'checkout-address': checkoutAddress,
  'checkout-payment': checkoutPayment,
  'checkout-shipping': checkoutShipping,
  contact,
  home,
  newsletter,
  product,
  search,
  'thank-you': thankYou,
};

layOut();
wireLists();
const main = document.querySelector('#main');
PAGES[main.dataset.page]?.(main);
