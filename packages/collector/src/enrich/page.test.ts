import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentGroupOf, pageOf } from './page.js';

describe('pageOf', () => {
  it.each([
    ['https://shop.example', '/'],
    ['https://shop.example/', '/'],
    ['https://shop.example/blog/', '/blog/'],
    ['https://shop.example/p/1?utm_source=news&gclid=abc#reviews', '/p/1'],
    ['https://shop.example/m%C3%B6bel/st%C3%BChle', '/möbel/stühle'],
    ['https://shop.example/a%2Fb%3Fc', '/a%2Fb%3Fc'],
    ['https://shop.example/50%-off/%E0%A4%A/ok%20x', '/50%-off/%E0%A4%A/ok x'],
    ['https://shop.example/a%00b%0Ac', '/a%00b%0Ac'],
    ['https://shop.example/app/#/cart?coupon=1', '/app/#/cart'],
    ['https://shop.example/#!/p/1', '/#!/p/1'],
    ['/p/1?x=1', '/p/1'],
  ])('reads the path of %s', (url, path) => {
    expect(pageOf(url)?.path).toBe(path);
  });

  it('keeps the host without port, in lower case, and the parameters of search and hash route', () => {
    const page = pageOf('https://Shop.Example.:8443/?a=1#/cart?utm_source=news&a=2');
    expect(page?.host).toBe('shop.example');
    expect(page?.query.get('utm_source')).toBe('news');
    expect(page?.query.get('a')).toBe('1');
    expect(pageOf('https://shop.example/#utm_campaign=x')?.query.get('utm_campaign')).toBe('x');
  });

  it.each([
    undefined,
    '',
    '  ',
    'about:blank',
    'javascript:alert(1)',
    'file:///C:/x',
    'no url',
    'http://',
    '//',
  ])('has no page for %s', (url) => {
    expect(pageOf(url)).toBeUndefined();
  });

  it('survives any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl().chain((u) => fc.string().map((s) => u + s)),
        ),
        (url) => {
          const page = pageOf(url);
          expect(page === undefined || page.path.startsWith('/')).toBe(true);
          expect(page?.path ?? '').not.toContain('?');
        },
      ),
    );
  });
});

describe('contentGroupOf', () => {
  const rules = [
    { name: 'blog', pattern: '/blog' },
    { name: 'recipes', pattern: '/*/rezepte/*' },
    { name: 'pdf', pattern: '*.pdf' },
    { name: 'chairs', pattern: '/st%C3%BChle/' },
    { name: 'late blog', pattern: '/blog/x' },
  ];
  it.each([
    ['/blog', 'blog'],
    ['/blog/', 'blog'],
    ['/blog/x', 'blog'],
    ['/blogger', null],
    ['/de/rezepte/kuchen', 'recipes'],
    ['/de/rezepte', null],
    ['/files/a.pdf', 'pdf'],
    ['/files/a.pdf/b', null],
    ['/stühle/7', 'chairs'],
    ['/', null],
  ])('puts %s into %s', (path, group) => {
    expect(contentGroupOf(path, rules)).toBe(group);
  });

  it('never lets the pieces of a pattern share characters of the path', () => {
    expect(contentGroupOf('/ab', [{ name: 'x', pattern: '/a*ab' }])).toBeNull();
    expect(contentGroupOf('/aab', [{ name: 'x', pattern: '/a*ab' }])).toBe('x');
    expect(contentGroupOf('/abcd', [{ name: 'x', pattern: '/a*bc*cd' }])).toBeNull();
  });

  it('agrees with the same pattern as a regular expression', () => {
    const few = fc
      .array(fc.constantFrom('/', 'a', 'b', '*'), { maxLength: 8 })
      .map((letters) => letters.join(''));
    fc.assert(
      fc.property(few, few, (path, pattern) => {
        fc.pre(pattern.includes('*') && !path.includes('*'));
        const fits = new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(path);
        expect(contentGroupOf(path, [{ name: 'x', pattern }])).toBe(fits ? 'x' : null);
      }),
    );
  });

  it('is done at once with a pattern that makes a regular expression hang', () => {
    const pattern = `${'*a'.repeat(200)}b`;
    expect(contentGroupOf(`/${'a'.repeat(2000)}`, [{ name: 'x', pattern }])).toBeNull();
  });
});
