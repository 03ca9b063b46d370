import { expect, it } from 'vitest';
import { uuid } from './uuid.js';

it('mints ids of version 7 that carry the time', () => {
  const id = uuid(1767225600000);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(1767225600000);
});

it('mints ids that sort in the order in which they were minted, within one millisecond too', () => {
  const ids = Array.from({ length: 100 }, () => uuid(1767225600000));
  expect(new Set(ids).size).toBe(100);
  expect([...ids].sort()).toEqual(ids);
});
