/**
 * Where a buyer is sent to sign in and comes back from: service | its hosts; a host stands for all hosts below it
 * too. None is a source of visits. Own collection; networks that sign in on their main host are not in it.
 */
export const SIGN_IN_HOSTS = `
google | accounts.google.com
apple | appleid.apple.com idmsa.apple.com
microsoft | login.live.com login.microsoftonline.com
yahoo | login.yahoo.com login.yahoo.co.jp
shopify | accounts.shopify.com
auth0 | auth0.com
okta | okta.com
`;
