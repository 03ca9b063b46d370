import { addPaymentInfo, addShippingInfo, beginCheckout } from '@footfall/sdk';
import { useNavigate } from 'react-router';
import { shopData, useSaidOnce } from '../analytics';
import { emptyCart, useCart } from '../cart';
import { Lines } from '../lines';
import { placeOrder } from '../orders';

const SHIPPING = 4.9;

export function CheckoutPage() {
  const lines = useCart();
  const navigate = useNavigate();
  useSaidOnce(lines.length > 0 ? 'checkout' : undefined, () => beginCheckout(shopData(lines)));
  const pay = (form: FormData) => {
    addShippingInfo({ ...shopData(lines), shipping_tier: 'Standard' });
    addPaymentInfo({ ...shopData(lines), payment_type: String(form.get('payment')) });
    const order = placeOrder(lines, SHIPPING);
    emptyCart();
    navigate(`/thanks/${order.id}`, { replace: true });
  };
  return (
    <>
      <title>Checkout – Kiln &amp; Oak</title>
      <h1>Checkout</h1>
      <Lines lines={lines} />
      <form action={pay} data-footfall-form="checkout" data-footfall-lead="false">
        <label>
          E-mail address <input name="email" type="email" autoComplete="email" required />
        </label>
        <label>
          Payment{' '}
          <select name="payment">
            <option>Card</option>
            <option>PayPal</option>
          </select>
        </label>
        <button type="submit" disabled={lines.length === 0}>
          Place the order
        </button>
      </form>
    </>
  );
}
