import { expect, it } from 'vitest';
import { inOrder } from './package-order.mjs';

const named = (name: string, ...needs: string[]) => ({
  manifest: { name, dependencies: Object.fromEntries(needs.map((need) => [need, 'workspace:*'])) },
});
const names = (packages: { manifest: { name: string } }[]) => packages.map((one) => one.manifest.name);

it('puts each package behind those that it depends on', () => {
  const packages = [
    named('collector', 'protocol', 'sdk'),
    named('protocol', 'zod'),
    named('sdk', 'protocol'),
  ];
  expect(names(inOrder(packages))).toEqual(['protocol', 'sdk', 'collector']);
});

it('leaves the order of those that do not depend on each other', () => {
  expect(names(inOrder([named('b'), named('a'), named('c')]))).toEqual(['b', 'a', 'c']);
});

it('refuses a circle', () => {
  expect(() => inOrder([named('a', 'b'), named('b', 'a')])).toThrow('depends on itself');
});
