import { expect, it } from 'vitest';
import { nameFile } from './name-file.js';

const named = (data: Record<string, unknown> | undefined, name = 'file_download') => {
  nameFile({ name, data });
  return data?.file_name;
};
const link_url = 'https://s.example/files/sizes.pdf';

it('names a file by its address where the page does not', () => {
  expect(named({ link_url })).toBe('sizes.pdf');
  expect(named({ link_url, file_name: '' })).toBe('sizes.pdf');
  expect(named({ link_url, file_name: 'Sizes 2026.pdf' })).toBe('Sizes 2026.pdf');
});

it('leaves everything else alone', () => {
  expect(named({ link_url: 5 })).toBeUndefined();
  expect(named({ link_url }, 'click')).toBeUndefined();
  expect(named(undefined)).toBeUndefined();
});
