import type { Page } from 'playwright-core';
import {
  addToCart,
  beginCheckout,
  chooseCurrency,
  chooseShipping,
  follow,
  giveAddress,
  openCart,
  pay,
  searchFor,
} from '../harness/shop-pages.js';
import type { World } from '../harness/world.js';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const ANDROID =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true };

/** Order numbers by who ordered, in the order of time. */
export interface Orders {
  readonly anna: string;
  readonly emil: string;
  readonly dora: string;
  readonly annaAgain: string;
}

/**
 * Three days of the demo shop, in the time of Berlin. The numbers behind `read` are seconds; nothing else takes time.
 *
 * | visit     | began       | came by                | pages | seconds | ordered            |
 * | --------- | ----------- | ---------------------- | ----: | ------: | ------------------ |
 * | Ben, 1    | Mon 4 10:00 | typed                  |     2 |      80 | –, calls           |
 * | Dora, 1   | Mon 4 11:00 | facebook.com           |     6 |     100 | –, writes; left    |
 * | Anna, 1   | Tue 5 10:00 | google.com             |     8 |      90 | 43.20 EUR          |
 * | Carla     | Tue 5 12:00 | e-mail, `may-letter`   |     1 |       5 | –, bounces         |
 * | Emil      | Tue 5 14:00 | advert, `gclid`        |     6 |      90 | 21.50 USD          |
 * | (a robot) | Tue 5 15:00 |                        |     1 |       2 |                    |
 * | Ben, 2    | Tue 5 16:00 | typed                  |     8 |      95 | –, left at payment |
 * | Dora, 2   | Wed 6 09:00 | e-mail, `cart-reminder`|     2 |      25 | 21,500 JPY         |
 * | Anna, 2   | Wed 6 11:00 | typed                  |     7 |      60 | 16.00 EUR          |
 * | together  |             |                        |    40 |     545 | 4                  |
 */
export async function walkThreeDays(world: World): Promise<Orders> {
  const ben = await world.person();
  const dora = await world.person({ locale: 'ja-JP', timezone: 'Asia/Tokyo' });
  const anna = await world.person();

  await ben.arrive('blog/season-a-carbon-steel-pan/', { at: '2026-05-04T10:00:00+02:00' });
  await ben.read(60);
  await ben.goTo('contact/');
  await ben.read(15);
  await ben.page.getByRole('link', { name: '+49' }).click();
  await ben.read(5);
  await ben.leave();

  await dora.arrive('product/chefs-knife/', {
    at: '2026-05-04T11:00:00+02:00',
    from: 'https://www.facebook.com/',
  });
  await chooseCurrency(dora.page, 'JPY');
  await dora.read(20);
  await addToCart(dora.page);
  await dora.goTo('contact/');
  await dora.read(20);
  await writeToShop(dora.page);
  await dora.read(10);
  await openCart(dora.page);
  await dora.read(5);
  await beginCheckout(dora.page);
  await dora.read(25);
  await giveAddress(dora.page, 'JP');
  await dora.read(10);
  await chooseShipping(dora.page, 'Standard');
  await dora.read(10);
  await dora.leave();

  await anna.arrive('', { at: '2026-05-05T10:00:00+02:00', from: 'https://www.google.com/' });
  await anna.read(10);
  await follow(anna.page, 'Set the table');
  await anna.read(8);
  await follow(anna.page, 'Stoneware bowl');
  await anna.read(12);
  await anna.page.getByRole('button', { name: 'Pinterest' }).click();
  await addToCart(anna.page, 2);
  await openCart(anna.page);
  await anna.read(5);
  await beginCheckout(anna.page);
  await anna.read(30);
  await giveAddress(anna.page, 'DE', 'WELCOME10');
  await anna.read(10);
  await chooseShipping(anna.page, 'Standard');
  await anna.read(10);
  const annaOrder = await pay(anna.page, 'PayPal');
  await anna.read(5);
  await anna.leave();

  const carla = await world.person({ userAgent: IPHONE, ...PHONE });
  await carla.arrive('?utm_source=news&utm_medium=email&utm_campaign=may-letter', {
    at: '2026-05-05T12:00:00+02:00',
  });
  await carla.read(5);
  await carla.leave();
  await carla.close();

  const emil = await world.person({ userAgent: ANDROID, ...PHONE, locale: 'en-US' });
  await emil.arrive('product/speckled-mug/?gclid=EAIaIQobChMI', { at: '2026-05-05T14:00:00+02:00' });
  await emil.read(15);
  await chooseCurrency(emil.page, 'USD');
  await addToCart(emil.page);
  await openCart(emil.page);
  await emil.read(5);
  await beginCheckout(emil.page);
  await emil.read(40);
  await giveAddress(emil.page, 'US');
  await emil.read(10);
  await chooseShipping(emil.page, 'Express');
  await emil.read(10);
  const emilOrder = await pay(emil.page, 'Card');
  await emil.read(10);
  await emil.leave();
  await emil.close();

  const robot = await world.robot({ userAgent: GOOGLEBOT });
  await robot.arrive('', { at: '2026-05-05T15:00:00+02:00' });
  await robot.read(2);
  await robot.leave();
  await robot.close();

  await ben.arrive('', { at: '2026-05-05T16:00:00+02:00' });
  await ben.read(10);
  await searchFor(ben.page, 'wok');
  await ben.read(5);
  await searchFor(ben.page, 'pan');
  await ben.read(5);
  await follow(ben.page, 'Carbon steel pan');
  await ben.read(20);
  await addToCart(ben.page);
  await openCart(ben.page);
  await ben.read(5);
  await beginCheckout(ben.page);
  await ben.read(25);
  await giveAddress(ben.page, 'DE');
  await ben.read(10);
  await chooseShipping(ben.page, 'Standard');
  await ben.read(15);
  await ben.leave();
  await ben.close();

  await dora.arrive('checkout/payment/?utm_source=news&utm_medium=email&utm_campaign=cart-reminder', {
    at: '2026-05-06T09:00:00+02:00',
  });
  await dora.read(20);
  const doraOrder = await pay(dora.page, 'Card');
  await dora.read(5);
  await dora.leave();
  await dora.close();

  await anna.arrive('', { at: '2026-05-06T11:00:00+02:00' });
  await anna.read(5);
  await searchFor(anna.page, 'walnut');
  await anna.read(5);
  await follow(anna.page, 'Walnut cooking spoon');
  await anna.read(10);
  await addToCart(anna.page);
  await anna.goTo('checkout/');
  await anna.read(20);
  await giveAddress(anna.page, 'DE');
  await anna.read(5);
  await chooseShipping(anna.page, 'Standard');
  await anna.read(10);
  const annaOrderAgain = await pay(anna.page, 'Invoice');
  await anna.read(5);
  await anna.leave();
  await anna.close();

  // The next morning: every visit has ended, so every cart can be judged.
  world.moveTo('2026-05-07T09:00:00+02:00');
  return { anna: annaOrder, emil: emilOrder, dora: doraOrder, annaAgain: annaOrderAgain };
}

async function writeToShop(page: Page): Promise<void> {
  const form = page.locator('#contact-form');
  await form.getByLabel('Name').fill('Dora Example');
  await form.getByLabel('E-mail address').fill('dora@example.org');
  await form.getByLabel('Message').fill('Do you ship to Sapporo?');
  await form.getByRole('button', { name: 'Send' }).click();
}
