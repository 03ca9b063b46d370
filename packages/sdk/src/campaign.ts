/** Divides a URL into the URL without campaign parameters, and those parameters. */
export const splitCampaign = (href: string): [url: string, campaign: Record<string, string>] => {
  const url = new URL(href);
  const campaign: Record<string, string> = {};
  // What advertisers and mailers append to a link: utm_*, click ids, and the ids of mailing tools.
  for (const [name, value] of [...url.searchParams])
    if (/^(epik|mc_|utm_|li_fat|igshid|_hs|[gw]braid|_gl$|srsltid)|clid$/i.test(name)) {
      campaign[name] = value;
      url.searchParams.delete(name);
    }
  return [url.href, campaign];
};
