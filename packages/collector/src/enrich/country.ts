import { createRequire } from 'node:module';
import { LRUCache } from 'lru-cache';
import type { Response } from 'maxmind';
import { open } from 'maxmind';
import { addressOf } from './network.js';

/** Finds the country of an IP address. */
export interface CountryLookup {
  /**
   * ISO 3166-1 alpha-2 code of the country that the address is registered in.
   *
   * @returns null for private, loopback and unknown addresses and for what is no address
   */
  countryOf(ip: string): string | null;
}

type CountryRecord = Response & { readonly country_code?: string };

const DATABASE = '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/**
 * Opens the embedded country database (ip-location-db's geo-whois-asn-country, CC0 1.0, IPv4 and IPv6), which takes
 * 8 MB of memory for as long as the lookup is kept. It knows no regions: those are null until a database that has
 * them is brought.
 *
 * @throws when the database's package is not installed
 */
export async function openCountryLookup(): Promise<CountryLookup> {
  const path = createRequire(import.meta.url).resolve(DATABASE);
  const reader = await open<CountryRecord>(path, { cache: { max: 10_000 } });
  const known = new LRUCache<string, { code: string | null }>({ max: 10_000 });

  function lookUp(ip: string): string | null {
    const address = addressOf(ip);
    // Only addresses of the public network have a country, whatever a database says of the others.
    if (address === undefined || address.range() !== 'unicast') return null;
    const code = reader.get(address.toString())?.country_code;
    return code !== undefined && /^[A-Z]{2}$/.test(code) && code !== 'ZZ' ? code : null;
  }

  return {
    countryOf(ip) {
      let found = known.get(ip);
      if (found === undefined) {
        found = { code: lookUp(ip) };
        known.set(ip, found);
      }
      return found.code;
    },
  };
}
