import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientIp, isInternal, networkOf, parseRanges, parseTrustProxy } from './network.js';

describe('networkOf', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:DB8:0001::9', '2001:db8:1::/48'],
    ['fe80::1%eth0', 'fe80::/48'],
    ['', ''],
    ['nonsense', ''],
    ['203.0.113', ''],
  ])('%s lies in %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });

  it('keeps nothing of the last octet, nor of the last 80 bits', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (ip, last) => {
        expect(networkOf(ip.replace(/\d+$/, String(last)))).toBe(networkOf(ip));
        expect(isInternal(ip, [networkOf(ip)])).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        expect(networkOf(ip)).toMatch(/^[0-9a-f:.]+\/(48|24)$/);
      }),
    );
  });
});

describe('isInternal', () => {
  const office = ['203.0.113.0/28', '198.51.100.7', '2001:db8:5::/48'];
  it.each([
    ['203.0.113.15', true],
    ['203.0.113.16', false],
    ['198.51.100.7', true],
    ['198.51.100.8', false],
    ['::ffff:203.0.113.1', true],
    ['2001:db8:5:9::1', true],
    ['2001:db8:6::1', false],
    ['nonsense', false],
  ])('%s: %s', (ip, inside) => {
    expect(isInternal(ip, office)).toBe(inside);
  });
  it('is nobody where no range is set, and a wrong range matches nobody', () => {
    expect(isInternal('203.0.113.1', [])).toBe(false);
    expect(isInternal('203.0.113.1', ['203.0.113.0/99', 'office'])).toBe(false);
  });
});

describe('parseRanges', () => {
  it('passes what is right and names what is wrong', () => {
    const { ok, errors } = parseRanges([
      ' 203.0.113.0/24 ',
      '::1',
      'office',
      '203.0.113.0/33',
      '2001:db8::/129',
      '1.2.3.4/',
      '1.2.3.4/8/8',
    ]);
    expect(ok).toEqual(['203.0.113.0/24', '::1']);
    expect(errors.map((error) => error.range)).toEqual([
      'office',
      '203.0.113.0/33',
      '2001:db8::/129',
      '1.2.3.4/',
      '1.2.3.4/8/8',
    ]);
    expect(errors[0]?.message).toContain('"office"');
    expect(errors[1]?.message).toContain('32');
  });
  it('passes only ranges that can be asked', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.tuple(fc.ipV4(), fc.nat(40)).map(([ip, n]) => `${ip}/${n}`),
          ),
        ),
        (ranges) => {
          const { ok, errors } = parseRanges(ranges);
          expect(ok.length + errors.length).toBe(ranges.length);
          expect(() => isInternal('203.0.113.1', ok)).not.toThrow();
        },
      ),
    );
  });
});

describe('clientIp', () => {
  const headers = (forwarded: string, more: Record<string, string> = {}) =>
    new Headers({ 'x-forwarded-for': forwarded, ...more });

  it('believes no header unless a proxy is trusted', () => {
    expect(clientIp(headers('1.1.1.1', { 'cf-connecting-ip': '2.2.2.2' }), '9.9.9.9', false)).toBe('9.9.9.9');
    expect(clientIp(headers('1.1.1.1'), '9.9.9.9', ['10.0.0.0/8'])).toBe('9.9.9.9');
  });

  it('takes the rightmost address that is no trusted proxy, so that a client cannot invent its own', () => {
    expect(clientIp(headers('6.6.6.6, 1.1.1.1'), '10.0.0.1', true)).toBe('1.1.1.1');
    expect(clientIp(headers('6.6.6.6, 1.1.1.1, 10.0.0.9'), '10.0.0.1', true)).toBe('1.1.1.1');
    expect(
      clientIp(headers('6.6.6.6, 1.1.1.1, 172.70.1.1'), '10.0.0.1', ['10.0.0.0/8', '172.64.0.0/13']),
    ).toBe('1.1.1.1');
    expect(clientIp(headers('6.6.6.6, 1.1.1.1, junk'), '10.0.0.1', true)).toBe('10.0.0.1');
    expect(clientIp(new Headers(), '10.0.0.1', true)).toBe('10.0.0.1');
  });

  it('takes an office behind its own proxy by the leftmost where all are near', () => {
    expect(clientIp(headers('192.168.1.5, 10.0.0.2'), '127.0.0.1', true)).toBe('192.168.1.5');
  });

  it('reads ports, brackets and IPv4 in IPv6', () => {
    expect(clientIp(headers('1.1.1.1:4711'), '::ffff:10.0.0.1', true)).toBe('1.1.1.1');
    expect(clientIp(headers('[2001:db8::1]:4711'), '::1', true)).toBe('2001:db8::1');
    expect(clientIp(new Headers(), '::ffff:9.9.9.9', false)).toBe('9.9.9.9');
  });

  it("takes Cloudflare's header only where it is asked for", () => {
    const both = headers('1.1.1.1', { 'cf-connecting-ip': '2.2.2.2' });
    expect(clientIp(both, '10.0.0.1', true)).toBe('1.1.1.1');
    expect(clientIp(both, '172.70.1.1', ['cloudflare', '172.64.0.0/13'])).toBe('2.2.2.2');
    expect(clientIp(both, '9.9.9.9', ['cloudflare', '172.64.0.0/13'])).toBe('9.9.9.9');
    expect(clientIp(both, '127.0.0.1', ['cloudflare'])).toBe('2.2.2.2');
  });

  it('survives any header', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (forwarded, peer) => {
        const source = { get: () => forwarded };
        expect(typeof clientIp(source, peer, true)).toBe('string');
        expect(typeof clientIp(source, peer, ['cloudflare', '0.0.0.0/0'])).toBe('string');
      }),
    );
  });
});

describe('parseTrustProxy', () => {
  it.each([
    [undefined, false],
    ['', false],
    ['0', false],
    ['true', true],
    ['1', true],
    ['10.0.0.0/8, ::1', ['10.0.0.0/8', '::1']],
    ['Cloudflare', ['cloudflare']],
  ])('%s means %s', (text, trust) => {
    expect(parseTrustProxy(text)).toEqual({ ok: trust, errors: [] });
  });
  it('names what it cannot read', () => {
    expect(parseTrustProxy('10.0.0.0/8,yes').errors.map((error) => error.range)).toEqual(['yes']);
  });
});
