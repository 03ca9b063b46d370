import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyInput, keyOf, mintKey } from './key.js';

describe('mintKey', () => {
  it('makes another secret of 256 bits each time, and nothing kept gives it away', () => {
    const [one, two] = [mintKey(), mintKey()];
    expect(one.secret).toMatch(/^ff_[A-Za-z0-9_-]{43}$/);
    expect(one.secret).not.toBe(two.secret);
    expect(one.secret).not.toContain(one.id.slice(4));
    expect(Buffer.from(one.hash)).toEqual(createHash('sha256').update(one.secret).digest());
    expect(keyOf(one.secret).hash).toEqual(one.hash);
  });
});

describe('keyInput', () => {
  it('is for all sites unless it names some', () => {
    expect(keyInput.parse({ role: 'admin' })).toEqual({ role: 'admin', sites: null, expires: null });
    expect(keyInput.parse({ role: 'reader', sites: ['shop', 'shop'] })).toEqual({
      role: 'reader',
      sites: ['shop'],
      expires: null,
    });
  });

  it('ends when it is told to, by a moment in either way of writing', () => {
    const ends = (expires: unknown) => keyInput.parse({ role: 'reader', expires }).expires;
    expect(ends('2026-12-31T12:00:00Z')).toBe(Date.UTC(2026, 11, 31, 12));
    expect(ends('2026-12-31T12:00:00+01:00')).toBe(Date.UTC(2026, 11, 31, 11));
    expect(ends(1_800_000_000_000)).toBe(1_800_000_000_000);
    expect(ends(null)).toBeNull();
    for (const wrong of ['tomorrow', '2026-02-30T00:00:00Z', '2026-12-31', 1.5, -1])
      expect(keyInput.safeParse({ role: 'reader', expires: wrong }).success).toBe(false);
  });

  it.each([{ role: 'owner' }, { role: 'reader', sites: [] }, { role: 'reader', sites: ['A B'] }, {}])(
    'refuses %j',
    (input) => expect(keyInput.safeParse(input).success).toBe(false),
  );
});
