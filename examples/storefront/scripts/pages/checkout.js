import { track } from '../analytics.js';
import { cartLines } from '../cart.js';
import { COUNTRIES, COUPONS, PAYMENT_TYPES, SHIPPING_TIERS } from '../catalogue.js';
import { fill, html } from '../html.js';
import { drawInCurrency, say } from '../layout.js';
import { currency, format } from '../money.js';
import { checkout, placeOrder, totals, updateCheckout } from '../order.js';
import { orderSummary } from '../summary.js';

const STEPS = ['Address', 'Shipping', 'Payment'];

const field = (name, label, type, autocomplete) => html`<label for="${name}">${label}</label>
  <input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" value="${checkout()[name] ?? ''}" required />`;

const choice = (name, value, label, checked) =>
  html`<label class="choice"><input type="radio" name="${name}" value="${value}" required ${checked ? 'checked' : ''} /> ${label}</label>`;

const frame = (step, fields, button) => html`
  <h1>Checkout</h1>
  <ol class="steps">
    ${STEPS.map((name, index) => html`<li ${index === step ? html`aria-current="step"` : ''}>${name}</li>`)}
  </ol>
  <div class="with-summary">
    <form class="fields" id="checkout-${STEPS[step].toLowerCase()}" name="checkout">
      ${fields}
      <button>${button}</button>
    </form>
    ${orderSummary(totals())}
  </div>`;

/** What GA4 wants of every checkout event: the cart as it stands, and the coupon. */
const checkoutData = () => {
  const sum = totals();
  const { value, items, coupon } = sum;
  return { currency: currency(), value, ...(coupon && { coupon }), items };
};

/** Shows one step; what is typed but not yet sent survives a change of the currency. */
const step = (main, draw, submit) => {
  if (cartLines().length === 0) {
    fill(main, html`<h1>Checkout</h1><p>Your cart is empty. <a href="/shop/">Have a look around.</a></p>`);
    return false;
  }
  drawInCurrency(() => {
    const typed = main.querySelector('form');
    if (typed) updateCheckout(Object.fromEntries(new FormData(typed)));
    fill(main, draw());
  });
  main.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(Object.fromEntries(new FormData(event.target)));
  });
  return true;
};

export const checkoutAddress = (main) => {
  const countries = () => html`<label for="country">Country</label>
    <select id="country" name="country" autocomplete="country" required>
      <option value="">Choose …</option>
      ${COUNTRIES.map(
        ({ code, name }) =>
          html`<option value="${code}" ${code === checkout().country ? 'selected' : ''}>${name}</option>`,
      )}
    </select>`;
  const coupon = () => html`<label for="coupon">Code <small>(if you have one)</small></label>
    <input id="coupon" name="coupon" value="${checkout().coupon ?? ''}" autocomplete="off" />`;
  const fields = () =>
    html`${field('email', 'E-mail address', 'email', 'email')} ${field('name', 'Name', 'text', 'name')}
      ${field('street', 'Street and number', 'text', 'street-address')} ${field('city', 'Postcode and town', 'text', 'address-level2')}
      ${countries()} ${coupon()}`;
  const begun = step(
    main,
    () => frame(0, fields(), 'On to shipping'),
    (entered) => {
      const code = entered.coupon.trim().toUpperCase();
      if (code !== '' && !COUPONS.has(code)) {
        say(`We do not know the code ${code}.`);
        return;
      }
      updateCheckout({ ...entered, coupon: code });
      location.assign('/shop/checkout/shipping/');
    },
  );
  if (begun) track('begin_checkout', checkoutData());
};

export const checkoutShipping = (main) => {
  const tiers = () =>
    SHIPPING_TIERS.map((tier) =>
      choice(
        'shippingTier',
        tier.id,
        html`${tier.id}, ${tier.days} — ${format(tier.prices[currency()])}`,
        tier.id === checkout().shippingTier,
      ),
    );
  step(
    main,
    () => frame(1, html`<fieldset><legend>How fast?</legend>${tiers()}</fieldset>`, 'On to payment'),
    ({ shippingTier }) => {
      updateCheckout({ shippingTier });
      track('add_shipping_info', { ...checkoutData(), shipping_tier: shippingTier });
      location.assign('/shop/checkout/payment/');
    },
  );
};

export const checkoutPayment = (main) => {
  const types = () =>
    PAYMENT_TYPES.map((type) => choice('paymentType', type, type, type === checkout().paymentType));
  step(
    main,
    () =>
      frame(
        2,
        html`<fieldset><legend>How would you like to pay?</legend>${types()}<p>It is a demo: nothing is charged.</p></fieldset>`,
        'Place the order',
      ),
    ({ paymentType }) => {
      // Ordered in another tab meanwhile, or the button was pressed twice.
      if (cartLines().length === 0) return;
      track('add_payment_info', { ...checkoutData(), payment_type: paymentType });
      const { number } = placeOrder(paymentType);
      location.assign(`/shop/thank-you/?order=${number}`);
    },
  );
};
