/** The id that a site gets by the name of the shop; of a name in another script by its address. */
export function siteIdOf(name: string, origin: string | undefined): string {
  return idOf(name) || (origin === undefined ? '' : idOf(new URL(origin).hostname.replace(/^www\./, '')));
}

const idOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    // An umlaut is its letter here, and the dots above it part no word.
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
