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
    expect(keyInput.parse({ role: 'admin' })).toEqual({ role: 'admin', sites: null });
    expect(keyInput.parse({ role: 'reader', sites: ['shop', 'shop'] })).toEqual({
      role: 'reader',
      sites: ['shop'],
    });
  });

  it.each([{ role: 'owner' }, { role: 'reader', sites: [] }, { role: 'reader', sites: ['A B'] }, {}])(
    'refuses %j',
    (input) => expect(keyInput.safeParse(input).success).toBe(false),
  );
});
