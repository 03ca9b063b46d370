import { expect, it } from 'vitest';

it('does nothing on a server, and nothing fails', async () => {
  const sdk = await import('./index.js');
  expect(() => {
    sdk.init({
      site: 'shop',
      endpoint: 'e',
      plugins: [sdk.routes, sdk.timeOnSite, sdk.dataLayer, sdk.links, sdk.forms],
    });
    sdk.purchase({ transaction_id: 'T1', value: 1 });
    sdk.page();
    sdk.consent('granted');
    sdk.forget();
  }).not.toThrow();
});
