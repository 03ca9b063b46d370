import { expect, it } from 'vitest';
import { siteIdOf } from './site-id.js';

it.each([
  ['My shop', 'my-shop'],
  ['Jäger & Söhne', 'jager-sohne'],
  ['Café  Ñandú!', 'cafe-nandu'],
  ['包丁の店', 'hocho-example'],
  ['متجر', 'hocho-example'],
  ['', 'hocho-example'],
  [`${'x'.repeat(63)} and more`, 'x'.repeat(63)],
])('of the name %j is %s', (name, id) => expect(siteIdOf(name, 'https://www.hocho.example')).toBe(id));

it('is of the address as browsers write it, in whatever script', () => {
  expect(siteIdOf('', new URL('https://包丁.example').origin)).toMatch(/^[a-z0-9][a-z0-9-]*$/);
  expect(siteIdOf('متجر', undefined)).toBe('');
});
