import { expect, it } from 'vitest';
import { lonePoints } from './lone-points.js';

it('finds what no line leads to', () => {
  expect(lonePoints([1, null, 2, 3, undefined, 0])).toEqual([0, 5]);
  expect(lonePoints([1, 2])).toEqual([]);
  expect(lonePoints([7])).toEqual([0]);
});
