/**
 * The campaign parameters of a URL, as one text; empty where it has none. The collector takes the same ones out of the addresses
 * of events: utm_*, click ids, and the ids of mailing tools.
 */
export const campaignOf = (href: string): string =>
  [...new URL(href).searchParams]
    .filter(([name]) => /^(epik|mc_|utm_|li_fat|igshid|_hs|[gw]braid|_gl$|srsltid)|clid$/i.test(name))
    .join();
