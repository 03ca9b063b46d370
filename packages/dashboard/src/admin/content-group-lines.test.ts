import { expect, it } from 'vitest';
import { groupsOfLines, linesOfGroups } from './content-group-lines.js';

it.each([
  ['blog', '/blog'],
  ['Buying guides', '/guides/*'],
  ['Sale / Outlet', '/sale'],
  ['بلاگ فروشگاه', '/blog'],
])('reads the group %s as it was written', (name, pattern) => {
  const groups = [
    { name, pattern },
    { name: 'other', pattern: '/other' },
  ];
  expect(groupsOfLines(linesOfGroups(groups))).toEqual(groups);
});

it('leaves out empty lines, and lets the collector say what a line lacks', () => {
  expect(groupsOfLines('\n  guides   /guides \n\nblog\nshop no path')).toEqual([
    { name: 'guides', pattern: '/guides' },
    { name: 'blog', pattern: '' },
    { name: 'shop', pattern: 'no path' },
  ]);
});
