import { DATASETS, type DatasetName } from '@footfall/protocol';
import { describe, expect, it } from 'vitest';
import { ImportError } from '../import-error.js';
import type { Reading } from '../layout.js';
import { importStream } from '../stream.js';
import { exportedStore } from './exported-store.fixture.js';

/** What a file of an export becomes: the answer, and the rows of each dataset without what is `null`. */
async function bring(dataset: DatasetName, text: string, reading?: Reading) {
  const { store, rows } = exportedStore();
  const answer = await importStream({
    ...{ store, site: { key: 1, timezone: 'Europe/Berlin' }, dataset: DATASETS[dataset], reading },
    body: (async function* () {
      yield Buffer.from(text);
    })(),
  });
  return { answer, rows };
}

const at = (iso: string) => Date.parse(iso);
const lines = (...all: string[]) => `${all.join('\n')}\n`;

describe('Google Ads', () => {
  const head = ['Campaign report', '"January 1, 2026 - January 31, 2026"'];
  const header = 'Day,Campaign,Campaign ID,Currency code,Clicks,Impr.,CTR,Cost';
  const rows = [
    '2026-01-10,Brand,17,EUR,"1,204","30,100",4.00%,"1,234.50"',
    // The same campaign on another network.
    '2026-01-10,Brand,17,EUR,6,900,0.67%,0.50',
    '2026-01-11,Shoes | DE,18,EUR,0,12,0%, --',
    'Total: Campaigns, --, --,EUR,"1,210","31,012",3.9%,"1,235.00"',
    'Total: Account, --, --,EUR,"1,210","31,012",3.9%,"1,235.00"',
  ];

  it('is read past its titles and without its totals, each day and campaign as one row', async () => {
    const { answer, rows: stored } = await bring('costs', lines(...head, header, ...rows));
    expect(answer).toMatchObject({
      ...{ exporter: 'google_ads', rows: 3, inserted: 1, merged: 1, passed_over: 2 },
      refused: [{ row: 3, reason: 'missing_cost' }],
    });
    expect(stored.costs).toEqual([
      {
        ...{ date: '2026-01-10', kind: 'ads', source: 'google', medium: 'cpc', campaign: 'Brand' },
        ...{ cost: '1235', currency: 'EUR', clicks: 1210, impressions: 31_000 },
      },
    ]);
  });

  it('is read as a German account writes it', async () => {
    const german = lines(
      'Kampagnenbericht',
      '"1. Januar 2026 – 31. Januar 2026"',
      'Tag;Kampagne;Währungscode;Klicks;Impr.;Kosten',
      '10.01.2026;Marke;EUR;1.204;30.100;1.234,50',
      '11.01.2026;Marke;EUR;3;40;0,75',
    );
    const { answer, rows: stored } = await bring('costs', german);
    expect(answer).toMatchObject({ exporter: 'google_ads', inserted: 2, refused_count: 0 });
    expect(stored.costs?.map(({ date, cost, clicks }) => [date, cost, clicks])).toEqual([
      ['2026-01-10', '1234.50', 1204],
      ['2026-01-11', '0.75', 3],
    ]);
  });

  it('says what to do where the day or the currency is missing', async () => {
    const short = lines(...head, 'Campaign,Impr.,Clicks,Cost', 'Brand,10,1,5.00');
    await expect(bring('costs', short)).rejects.toThrow('this export of Google Ads lacks date, currency');
    await expect(bring('costs', short)).rejects.toMatchObject({
      hint: expect.stringMatching(/Segment > Time > Day.*set currency=EUR/),
    });
    const set = { date: '2026-01-10', currency: 'eur', source: 'youtube' };
    const { rows: stored } = await bring('costs', short, { set });
    expect(stored.costs).toMatchObject([
      { date: '2026-01-10', currency: 'EUR', source: 'youtube', cost: '5.00' },
    ]);
  });

  it('refuses an amount that could be two', async () => {
    const twice = lines('Day,Campaign,Currency code,Impr.,Cost', '2026-01-10,Brand,EUR,7,"1,234"');
    expect((await bring('costs', twice)).answer.refused).toEqual([{ row: 1, reason: 'ambiguous_cost' }]);
    const { rows: stored } = await bring('costs', twice, { decimal: 'comma' });
    expect(stored.costs).toMatchObject([{ cost: '1.234' }]);
    // A number of impressions tells what the comma is.
    const told = twice.replace(',7,', ',"7,000",');
    expect((await bring('costs', told)).rows.costs).toMatchObject([{ cost: '1234' }]);
  });
});

describe('Meta Ads', () => {
  it('has its currency in the header, and a line of totals without a campaign', async () => {
    const { answer, rows } = await bring(
      'costs',
      lines(
        'Reporting starts,Reporting ends,Day,Campaign name,Ad set name,Reach,Impressions,Link clicks,Amount spent (EUR)',
        '2026-01-01,2026-01-31,,,,9000,12000,310,128.70',
        '2026-01-10,2026-01-10,2026-01-10,Winter,A,4000,5000,100,50.2',
        '2026-01-10,2026-01-10,2026-01-10,Winter,B,4100,5100,,20',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'meta_ads', inserted: 1, merged: 1, refused_count: 0 });
    expect(rows.costs).toEqual([
      {
        ...{ date: '2026-01-10', kind: 'ads', source: 'facebook', medium: 'paid', campaign: 'Winter' },
        ...{ cost: '70.2', currency: 'EUR', clicks: 100, impressions: 10_100 },
      },
    ]);
  });

  it('refuses the sum of many days', async () => {
    const { answer } = await bring(
      'costs',
      lines(
        'Reporting starts,Reporting ends,Campaign name,Amount spent (USD)',
        '2026-01-01,2026-01-31,Winter,50',
      ),
    );
    expect(answer.refused).toEqual([{ row: 1, reason: 'not_one_day' }]);
  });
});

describe('Microsoft Advertising', () => {
  it('is read past its preamble and without its footer', async () => {
    const { answer, rows } = await bring(
      'costs',
      lines(
        '"Report Name: Campaign performance"',
        '"Report Time: 1/1/2026,1/31/2026"',
        '"Time Zone: (GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
        '"Last Completed Available Day: 2/1/2026 10:15:00 PM (GMT)"',
        '"Last Completed Available Hour: 2/1/2026 10:15:00 PM (GMT)"',
        '"Report Aggregation: Daily"',
        '"Report Filter: "',
        '"Potential Incomplete Data: false"',
        '"Rows: 2"',
        '',
        '"Gregorian date","Account name","Campaign name","Currency code","Impressions","Clicks","Spend"',
        '"1/2/2026","Shop","Brand","EUR","120","3","4.10"',
        '"1/31/2026","Shop","Brand","EUR","90","2","3.00"',
        '',
        '"@2026 Microsoft Corporation. All rights reserved. "',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'microsoft_ads', rows: 2, inserted: 2, passed_over: 1 });
    // The second day can only be month first, so the first is the second of January.
    expect(rows.costs).toMatchObject([
      { date: '2026-01-02', source: 'bing', medium: 'cpc', cost: '4.10' },
      { date: '2026-01-31', impressions: 90 },
    ]);
  });
});

describe('Google Search Console', () => {
  it('is read from its own download of one day', async () => {
    const queries = lines('Top queries,Clicks,Impressions,CTR,Position', 'iron pan,3,120,2.5%,8.1');
    await expect(bring('search_positions', queries)).rejects.toMatchObject({
      hint: expect.stringContaining('set date=2026-01-31'),
    });
    const { answer, rows } = await bring('search_positions', queries, { set: { date: '2026-01-10' } });
    expect(answer.exporter).toBe('search_console');
    expect(rows.search_positions).toEqual([
      {
        ...{ date: '2026-01-10', query: 'iron pan', page: '(all)', country: '(all)' },
        ...{ position: 8.1, impressions: 120, clicks: 3 },
      },
    ]);
  });

  it('is read from an export by day, query, page and country', async () => {
    const { rows } = await bring(
      'search_positions',
      lines(
        'Date,Query,Landing Page,Country,Url Clicks,Impressions,Average Position',
        '2026-01-10,iron pan,https://shop.example/p/1,Germany,1,7,3.4285714',
        '2026-01-10,iron pan,https://shop.example/p/1,usa,0,1,9',
      ),
    );
    expect(rows.search_positions).toMatchObject([
      { country: 'DE', page: 'https://shop.example/p/1', position: 3.4285714, clicks: 1 },
      { country: 'US' },
    ]);
  });
});

describe('e-mail', () => {
  it('is read from Mailchimp', async () => {
    const { answer, rows } = await bring(
      'email_stats',
      lines(
        'Title,Subject,List,"Send Date","Send Weekday","Total Recipients","Successful Deliveries","Soft Bounces","Hard Bounces","Total Bounces","Times Forwarded","Forwarded Opens","Unique Opens","Open Rate","Total Opens","Unique Clicks","Click Rate","Total Clicks",Unsubscribes,"Abuse Complaints"',
        'January,"New, and old",Shop,"Jan 10, 2026 10:00 am",Saturday,"1,010","1,000",7,3,10,0,0,400,40.00%,900,90,9.00%,120,4,0',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'mailchimp', inserted: 1 });
    expect(rows.email_stats).toEqual([
      {
        ...{ date: '2026-01-10', campaign: 'January', delivered: 1000, opened: 400, clicked: 90 },
        ...{ unsubscribed: 4, bounced: 10 },
      },
    ]);
  });

  it('is read from Klaviyo, variations together and messages that are none left out', async () => {
    const { answer, rows } = await bring(
      'email_stats',
      lines(
        'Campaign Name,Tags,Subject,List,Send Time,Send Weekday,Total Recipients,Unique Placed Order,Placed Order Rate,Revenue,Unique Opens,Open Rate,Total Opens,Unique Clicks,Click Rate,Total Clicks,Unsubscribes,Spam Complaints,Spam Complaints Rate,Successful Deliveries,Bounces,Bounce Rate,Campaign ID,Campaign Channel',
        'January,,A,Shop,2026-01-10 10:00:00,Saturday,505,3,1%,90,200,40%,300,40,8%,60,2,0,0%,500,5,1%,x1,email',
        'January,,B,Shop,2026-01-10 10:00:00,Saturday,505,3,1%,90,210,42%,300,50,10%,60,1,0,0%,500,5,1%,x2,email',
        'Flash,,,Shop,2026-01-10 11:00:00,Saturday,505,3,1%,90,0,0%,0,50,10%,60,1,0,0%,500,5,1%,x3,sms',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'klaviyo', inserted: 1, merged: 1 });
    expect(rows.email_stats).toEqual([
      {
        ...{ date: '2026-01-10', campaign: 'January', delivered: 1000, opened: 410, clicked: 90 },
        ...{ unsubscribed: 3, bounced: 10 },
      },
    ]);
  });

  it('is read from Brevo', async () => {
    const { answer, rows } = await bring(
      'email_stats',
      lines(
        'Campaign name;Subject;Sent date;Recipients;Delivered;Openers;Clickers;Unsubscribed;Soft bounces;Hard bounces',
        'January;New;10/01/2026 10:00;1010;1000;400;90;4;7;3',
        'Later;New;31/01/2026 10:00;10;10;4;0;0;0;0',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'brevo', inserted: 2 });
    expect(rows.email_stats).toMatchObject([
      { date: '2026-01-10', campaign: 'January', delivered: 1000, opened: 400, clicked: 90, bounced: 10 },
      { date: '2026-01-31' },
    ]);
  });
});

describe('cases', () => {
  it('are read from Zendesk, the first reply by its minutes', async () => {
    const { answer, rows } = await bring(
      'cases',
      lines(
        'Summation column,Id,Requester,Requester id,Requester email,Subject,Status,Priority,Via,Ticket type,Created at,Updated at,Solved at,Satisfaction Score,Reopens,Replies,First reply time in minutes',
        '1,4711,Ann,88,ann@mail.example,Where is it,Solved,Normal,Mail,Question,2026-01-10 09:00:00,2026-01-12 09:00:00,2026-01-12 08:00:00,Good,0,2,90',
        '1,4712,Bob,89,bob@mail.example,Chat with Bob,Open,Normal,Chat,Question,2026-01-10 10:00:00,2026-01-12 09:00:00,,Offered,0,0,',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'zendesk', inserted: 2 });
    expect(rows.cases).toEqual([
      {
        ...{ case_id: '4711', channel: 'email', opened: at('2026-01-10T08:00:00Z'), customer_id: '88' },
        ...{ first_reply: at('2026-01-10T09:30:00Z'), solved: at('2026-01-12T07:00:00Z') },
      },
      { case_id: '4712', channel: 'chat', opened: at('2026-01-10T09:00:00Z'), customer_id: '89' },
    ]);
  });

  it('are read from Freshdesk', async () => {
    const { answer, rows } = await bring(
      'cases',
      lines(
        'Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Initial response time,Time tracked,First response time (in hrs),Resolution time (in hrs),Agent interactions,Customer interactions,Resolution status,First response status,Tags,Survey results,Contact ID',
        '17,Late,Closed,Low,Phone,Question,Eve,Care,2026-01-10 09:00:00,2026-01-13 09:00:00,2026-01-11 09:00:00,2026-01-12 09:00:00,2026-01-12 09:00:00,2026-01-10 09:20:00,,0:20:00,24:00:00,3,2,Within SLA,Within SLA,,,900',
        '18,Open,Open,Low,Portal,Question,Eve,Care,2026-01-10 09:00:00,,,,,,,,,0,1,,,,,',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'freshdesk', inserted: 2 });
    expect(rows.cases).toEqual([
      {
        ...{ case_id: '17', channel: 'phone', opened: at('2026-01-10T08:00:00Z'), customer_id: '900' },
        ...{ first_reply: at('2026-01-10T08:20:00Z'), solved: at('2026-01-11T08:00:00Z'), messages: 5 },
      },
      { case_id: '18', channel: 'web', opened: at('2026-01-10T08:00:00Z'), messages: 1 },
    ]);
  });
});

describe('Shopify', () => {
  const header =
    'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem discount,Shipping Country,Payment Method,Cancelled at,Vendor,Id';
  const order = (name: string, total: string, line: string, more = ',,DE,card,,Iron,900') =>
    `${name},ann@mail.example,paid,2026-01-10 10:00:00 +0100,fulfilled,,yes,EUR,${total},NEW,10.00,DHL,2026-01-10 10:00:00 +0100,${line}${more}`;
  const line = (name: string, cells: string) =>
    `${name},ann@mail.example,,,,,,,,,,,,,,2026-01-10 10:00:00 +0100,${cells},,,,,Iron,`;

  it('gives orders and their lines from one file, the customer by a hash', async () => {
    const { answer, rows } = await bring(
      'orders',
      lines(
        header,
        order('#1001', '90.00,4.90,18.03,112.93', '2,Pan,40.00,,PAN', ',0.00,DE,card,,Iron,900'),
        line('#1001', '1,"Pot, large",20.00,,'),
        order('#1002', '119.00,0.00,19.00,119.00', '1,Pan,119.00,,PAN', ',0.00,FR,card,,Iron,901'),
        order('#1003', '10,0,0,10', '1,Pan,10,,PAN', ',0,DE,card,2026-01-11 10:00:00 +0100,Iron,902'),
      ),
    );
    expect(answer).toMatchObject({
      ...{ exporter: 'shopify', rows: 3, refused_count: 0, passed_over: 1 },
      datasets: { orders: { inserted: 2 }, order_items: { inserted: 3 } },
    });
    expect(rows.orders).toEqual([
      {
        ...{ order_id: '#1001', time: at('2026-01-10T09:00:00Z'), currency: 'EUR', value: '90' },
        ...{ tax: '18.03', shipping: '4.9', coupon: 'NEW', payment_type: 'card', shipping_tier: 'DHL' },
        ...{ country: 'DE', customer_id: 'ann@mail.example' },
      },
      // Its prices include the tax, which is no part of the value.
      expect.objectContaining({
        order_id: '#1002',
        value: '100',
        tax: '19.00',
        shipping: '0',
        country: 'FR',
      }),
    ]);
    expect(rows.order_items).toEqual([
      {
        ...{ order_id: '#1001', line: '1', item_id: 'PAN', item_name: 'Pan', item_brand: 'Iron' },
        ...{ price: '40', quantity: '2' },
      },
      {
        ...{
          order_id: '#1001',
          line: '2',
          item_id: 'Pot, large',
          item_name: 'Pot, large',
          item_brand: 'Iron',
        },
        ...{ price: '20', quantity: '1' },
      },
      expect.objectContaining({ order_id: '#1002', line: '1', price: '119' }),
    ]);
  });

  it('takes the id that the shop tells browsers, where it is mapped', async () => {
    const file = lines(
      header,
      order('#1001', '60,0,0,60', '1,Pan,40.00,,PAN', ',0.00,DE,card,,Iron,900'),
      line('#1001', '1,Pot,20.00,,'),
    );
    const { rows } = await bring('orders', file, { map: { Id: 'order_id' } });
    expect(rows.orders).toMatchObject([{ order_id: '900' }]);
    expect(rows.order_items?.map(({ order_id }) => order_id)).toEqual(['900', '900']);
  });
});

describe('WooCommerce', () => {
  it('is read from its Analytics, cancelled orders left out', async () => {
    const { answer, rows } = await bring(
      'orders',
      lines(
        'Date,"Order #","N. Revenue (formatted)",Status,Customer,"Customer type",Product(s),"Items sold",Coupon(s),"Net Sales",Attribution',
        '"2026-01-10 10:00:00",501,"€1,034.50",completed,"Ann",new,"2× Pan, 1× Pot",3,NEW,1034.5,Direct',
        '"2026-01-10 11:00:00",502,"€34.50",cancelled,"Bob",new,"1× Pan",1,,34.5,Direct',
      ),
      { set: { currency: 'EUR' } },
    );
    expect(answer).toMatchObject({ exporter: 'woocommerce', inserted: 1, passed_over: 1 });
    expect(rows.orders).toEqual([
      { order_id: '501', time: at('2026-01-10T09:00:00Z'), currency: 'EUR', value: '1034.5', coupon: 'NEW' },
    ]);
  });

  it('is read from an export of its orders with their lines', async () => {
    const { answer, rows } = await bring(
      'orders',
      lines(
        'Order Number,Order Status,Order Date,Email (Billing),Country Code (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Order Currency',
        '501,Completed,2026-01-10 10:00,ann@mail.example,DE,PayPal,5,65,DHL,5,0,77.35,12.35,PAN,1,Pan,1,40,NEW,EUR',
        '501,Completed,2026-01-10 10:00,ann@mail.example,DE,PayPal,5,65,DHL,5,0,77.35,12.35,POT,2,Pot,1,25,NEW,EUR',
        '502,Failed,2026-01-10 10:00,bob@mail.example,DE,PayPal,0,65,DHL,5,0,77.35,12.35,POT,1,Pot,1,25,,EUR',
      ),
    );
    expect(answer).toMatchObject({ exporter: 'woocommerce_order_export' });
    expect(rows.orders).toEqual([
      {
        ...{ order_id: '501', time: at('2026-01-10T09:00:00Z'), currency: 'EUR', value: '60', tax: '12.35' },
        ...{ shipping: '5', coupon: 'NEW', payment_type: 'PayPal', shipping_tier: 'DHL', country: 'DE' },
        customer_id: 'ann@mail.example',
      },
    ]);
    expect(rows.order_items).toMatchObject([
      { order_id: '501', line: '1', item_id: 'PAN', price: '40' },
      { order_id: '501', line: '2', item_id: 'POT', price: '25' },
    ]);
  });
});

describe('columns that nobody knows', () => {
  const file = lines('Auftrag;Datum;Betrag;Währung', 'A1;31.01.2026;1.234,50;EUR', 'A2;2026-01-31;0,99;EUR');

  it('are mapped by name, their numbers and dates read where they are beyond doubt', async () => {
    const map = { Auftrag: 'order_id', datum: 'time', Betrag: 'value', Währung: 'currency' };
    const { answer, rows } = await bring('orders', file, { map });
    expect(answer).toMatchObject({ exporter: null, inserted: 2 });
    expect(rows.orders).toMatchObject([{ order_id: 'A1', value: '1234.50' }, { value: '0.99' }]);
  });

  it.each([
    [{ map: { Auftrag: 'order_number' } }, 'unknown_field'],
    [{ set: { colour: 'red' } }, 'unknown_field'],
    [{ map: { Nummer: 'order_id' } }, 'missing_column'],
    [{ map: { Auftrag: 'order_id' } }, 'missing_column'],
    [{ exporter: 'google_ads' }, 'unknown_exporter'],
    [{ exporter: 'shopify' }, 'missing_column'],
  ])('are told where %j does not fit', async (reading, code) => {
    await expect(bring('orders', file, reading as Reading)).rejects.toMatchObject({
      code,
      constructor: ImportError,
    });
  });

  it('are refused where they are too many', async () => {
    await expect(bring('orders', `${'a,'.repeat(100_000)}\n`)).rejects.toMatchObject({
      code: 'invalid_header',
    });
  });

  it('stay as they are where no exporter is wanted', async () => {
    const own = lines('date,kind,cost,currency,campaign', '2026-01-10,ads,"1,234",EUR,Brand');
    expect((await bring('costs', own)).answer.refused).toEqual([{ row: 1, reason: 'invalid_cost' }]);
    const google = lines('Day,Campaign,Currency code,Impr.,Cost', '2026-01-10,Brand,EUR,7,1');
    await expect(bring('costs', google, { exporter: 'none' })).rejects.toMatchObject({
      code: 'missing_column',
    });
  });

  it('may be in objects too', async () => {
    const { rows } = await bring('orders', '{"Nr":"A1","time":"2026-01-31","Betrag":"1.234,50"}\n', {
      map: { Nr: 'order_id', Betrag: 'value' },
      set: { currency: 'EUR' },
    });
    expect(rows.orders).toMatchObject([{ order_id: 'A1', value: '1234.50', currency: 'EUR' }]);
  });
});
