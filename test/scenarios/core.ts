/** The scenarios that every engine plays in `npm test`; all of them in each engine are for `npm run test:full`. */
export const CORE: ReadonlySet<string> = new Set([
  // Page view, time and route change.
  'a loaded page is one page view, then time on site with the same URL',
  'a route change sends the time of the old route before the new page view',
  'each new path of a router is a page view that names the one before as its referrer',
  'a page that the browser itself restores from its back-forward cache is one new page view, its time starts anew and its order stays one',
  'a campaign in the URL on reload or on back starts no visit',
  // Shop events.
  'every GA4 event arrives with its items as they were given',
  'pushes to the dataLayer before and after loading are taken over, nested and flat',
  'an order is counted once: called twice, on reload, in a second tab, from the dataLayer',
  // Delivery.
  'a tab closed at once after a click delivers all of it',
  'a reload while the collector is away loses nothing',
  'without network, tab closed, opened again the next day: delivered with the first times',
  'a collector that first answers 503 gets every event once in the end',
  // Leads and links.
  'an outbound link counts by left click, middle click, a click with a key held, a click on what lies in it, and the keyboard',
  'a click that leaves the page is not delayed and is delivered',
  'a contact form is a lead, and nothing that was written is sent',
  // The linker.
  'a link to the shop’s other domain hands the visit over with its source, and nothing else of the URL changes',
  // Consent.
  'while consent is pending nothing leaves and nothing is stored; granted, all is sent with its first times',
  'consent withdrawn in mid-visit removes every trace and stops the counting',
  'cookie-less means no cookie, no storage, no ids in the body, and the campaign in the URL',
]);
