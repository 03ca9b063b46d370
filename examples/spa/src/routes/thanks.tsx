import { purchase } from '@footfall/sdk';
import { useParams } from 'react-router';
import { shopData, useSaidOnce } from '../analytics';
import { Lines } from '../lines';
import { orderOf } from '../orders';
import { NotFoundPage } from './not-found';

export function ThanksPage() {
  const order = orderOf(useParams().order);
  // Said again at each reload: an order is counted once for ever by its id.
  useSaidOnce(
    order?.id,
    () => order && purchase({ ...shopData(order.lines), transaction_id: order.id, shipping: order.shipping }),
  );
  if (order === undefined) return <NotFoundPage />;
  return (
    <>
      <title>Thank you – Kiln &amp; Oak</title>
      <h1>Thank you</h1>
      <p>
        Your order is <strong id="order-number">{order.id}</strong>.
      </p>
      <Lines lines={order.lines} />
    </>
  );
}
