import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { HeaderSource } from './client-hints.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// Asked several times of each beacon.
const addresses = new LRUCache<string, { address: Address | undefined }>({ max: 10_000 });

/** The address that a text spells; an IPv4 address written as IPv6 (`::ffff:1.2.3.4`) is IPv4. */
export function addressOf(ip: string): Address | undefined {
  let known = addresses.get(ip);
  if (known === undefined) {
    known = { address: readAddress(ip) };
    if (ip.length <= LONGEST_ADDRESS) addresses.set(ip, known);
  }
  return known.address;
}

/** An IPv6 address in full, with a scope. */
const LONGEST_ADDRESS = 64;

function readAddress(ip: string): Address | undefined {
  // Scope ids (`fe80::1%eth0`) name an interface of this machine and no other network.
  const text = ip.trim().split('%')[0] ?? '';
  // ipaddr.js also reads `0x7f.1` and `127.1`; node's judgement is the strict one.
  return isIP(text) === 0 ? undefined : ipaddr.process(text);
}

/**
 * The network that an address is in, coarse enough to name no person: the /24 of IPv4, the /48 of IPv6. The address
 * itself is never stored.
 *
 * @returns for example `203.0.113.0/24`, `2001:db8:1::/48`; an empty text for what is no address
 */
export function networkOf(ip: string): string {
  const address = addressOf(ip);
  if (address === undefined) return '';
  if (address instanceof ipaddr.IPv4) {
    const [a, b, c] = address.octets;
    return `${a}.${b}.${c}.0/24`;
  }
  return `${new ipaddr.IPv6([...address.parts.slice(0, 3), 0, 0, 0, 0, 0]).toString()}/48`;
}

/** One range as the owner wrote it, and what is wrong with it. */
export interface RangeError {
  readonly range: string;
  readonly message: string;
}

interface Subnet {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

function subnetOf(range: string): Subnet | string {
  const [ip = '', prefix, ...rest] = range.trim().split('/');
  const version = isIP(ip);
  if (version === 0 || ip.includes('%')) return `"${range}" is no IP address or range such as 203.0.113.0/24`;
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (rest.length > 0 || length < 0 || length > bits)
    return `"${range}" needs a length from 0 to ${bits} after the /`;
  return { address: ip, prefix: length, family: version === 4 ? 'ipv4' : 'ipv6' };
}

/**
 * Reads IP addresses and CIDR ranges when a setting is made, so that a mistake is told then and not found never.
 *
 * @returns the ranges that are right, trimmed, and an error for each that is not
 */
export function parseRanges(ranges: readonly string[]): { ok: string[]; errors: RangeError[] } {
  const ok: string[] = [];
  const errors: RangeError[] = [];
  for (const range of ranges) {
    const subnet = subnetOf(range);
    if (typeof subnet === 'string') errors.push({ range, message: subnet });
    else ok.push(range.trim());
  }
  return { ok, errors };
}

const blockLists = new LRUCache<string, BlockList>({ max: 1_000 });

function blockListOf(ranges: readonly string[]): BlockList {
  const key = ranges.join(',');
  let list = blockLists.get(key);
  if (list === undefined) {
    list = new BlockList();
    for (const range of ranges) {
      const subnet = subnetOf(range);
      if (typeof subnet !== 'string') list.addSubnet(subnet.address, subnet.prefix, subnet.family);
    }
    blockLists.set(key, list);
  }
  return list;
}

/**
 * Whether an address lies in one of the ranges, such as the office of the shop's own staff.
 *
 * @param ranges as `parseRanges` lets them pass; wrong ones match nothing
 */
export function isInternal(ip: string, ranges: readonly string[]): boolean {
  if (ranges.length === 0) return false;
  const address = addressOf(ip);
  return address !== undefined && blockListOf(ranges).check(address.toString(), address.kind());
}

/**
 * Which proxies are believed: none (`false`); the one that the request comes from, and any on private addresses
 * before it (`true`); or those in the ranges. The word `cloudflare` among the ranges says that the proxy is
 * Cloudflare's, or passes on nothing of `cf-connecting-ip` but what Cloudflare wrote.
 */
export type TrustProxy = boolean | readonly string[];

/**
 * Reads `FOOTFALL_TRUST_PROXY`: `true` or `1`, `false`, `0` or nothing, or ranges divided by commas.
 */
export function parseTrustProxy(text: string | undefined): { ok: TrustProxy; errors: RangeError[] } {
  const value = (text ?? '').trim().toLowerCase();
  if (value === '' || value === 'false' || value === '0') return { ok: false, errors: [] };
  if (value === 'true' || value === '1') return { ok: true, errors: [] };
  const entries = value.split(/[\s,]+/).filter((entry) => entry !== '');
  const { ok, errors } = parseRanges(entries.filter((entry) => entry !== 'cloudflare'));
  return { ok: entries.includes('cloudflare') ? ['cloudflare', ...ok] : ok, errors };
}

/**
 * The address of the client. Proxies append to `x-forwarded-for`, so it is read from the right: proxies that are
 * believed are stepped over, and the first address that is none of them is the client. What stands left of that may
 * be the client's own invention. From a peer that is not believed, headers are not read at all.
 *
 * @param remoteAddress the peer of the socket
 * @returns the address in its usual spelling, without port; the remote address as it is where it cannot be read
 */
export function clientIp(
  headers: HeaderSource,
  remoteAddress: string | undefined,
  trustProxy: TrustProxy,
): string {
  const peer = remoteAddress ?? '';
  const peerAddress = addressOf(peer)?.toString() ?? peer;
  if (!believed(peer, trustProxy, true)) return peerAddress;
  const cloudflare = Array.isArray(trustProxy) && trustProxy.includes('cloudflare');
  const connecting = cloudflare ? addressOf(headers.get('cf-connecting-ip') ?? '') : undefined;
  if (connecting !== undefined) return connecting.toString();
  const forwarded = (headers.get('x-forwarded-for') ?? '').slice(-2048).split(',');
  let client = peerAddress;
  for (const entry of forwarded.reverse()) {
    const address = addressOf(withoutPort(entry.trim()));
    // A proxy that does not say whom it forwards for is the last that is known.
    if (address === undefined) return client;
    client = address.toString();
    if (!believed(client, trustProxy, false)) return client;
  }
  return client;
}

function believed(ip: string, trustProxy: TrustProxy, isPeer: boolean): boolean {
  if (trustProxy === false) return false;
  if (trustProxy !== true) {
    const ranges = trustProxy.filter((entry) => entry !== 'cloudflare');
    // With the word alone, whoever connects is taken to be Cloudflare's tunnel or the proxy behind it.
    return ranges.length === 0 ? isPeer : isInternal(ip, ranges);
  }
  return isPeer || isNear(ip);
}

const NEAR = new Set(['private', 'loopback', 'linkLocal', 'uniqueLocal', 'carrierGradeNat']);

const isNear = (ip: string): boolean => NEAR.has(addressOf(ip)?.range() ?? '');

/** Some proxies write `203.0.113.9:4711` or `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(entry)?.[1];
  return bracketed ?? entry.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}
