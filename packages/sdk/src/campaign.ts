// What advertisers and mailers append to a link: utm_*, click ids, and the ids of mailing tools.
const NOISE = /^(utm_\w+|\w*clid|[gw]braid|srsltid|igshid|epik|li_fat_id|_hs(enc|mi)|mc_[ce]id|_ga|_gl)$/i;

/** Divides a URL into the URL without campaign parameters, and those parameters. */
export const splitCampaign = (url: string): { url: string; campaign: Record<string, string> } => {
  const campaign: Record<string, string> = {};
  const [rest, hash] = url.split(/(?=#)/);
  const [path, query] = rest!.split(/\?(.*)/);
  const kept = (query || '').split('&').filter((pair) => {
    const [name, value = ''] = pair.split('=');
    if (!NOISE.test(name!)) return pair;
    try {
      campaign[name!.toLowerCase()] = decodeURIComponent(value.replace(/\+/g, ' '));
    } catch {}
    return false;
  });
  return { url: path + (kept.length ? `?${kept.join('&')}` : '') + (hash || ''), campaign };
};
