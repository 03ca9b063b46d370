import { expect, it } from 'vitest';
import { readTestArguments } from './test-arguments.mjs';

it('runs everything when asked for nothing', () => {
  expect(readTestArguments([])).toEqual({
    full: false,
    projects: ['unit', 'journeys'],
    checks: true,
    filters: [],
  });
});

it('runs everything, with full counts, for --full', () => {
  expect(readTestArguments(['--full'])).toMatchObject({
    full: true,
    projects: ['unit', 'journeys'],
    checks: true,
  });
});

it('picks one kind of tests, or both', () => {
  expect(readTestArguments(['--unit'])).toMatchObject({ projects: ['unit'], checks: false });
  expect(readTestArguments(['--journeys'])).toMatchObject({ projects: ['journeys'], checks: false });
  expect(readTestArguments(['--unit', '--journeys'])).toMatchObject({ projects: ['unit', 'journeys'] });
});

it('passes parts of file names on', () => {
  expect(readTestArguments(['--unit', 'packages/protocol'])).toMatchObject({
    projects: ['unit'],
    filters: ['packages/protocol'],
    checks: false,
  });
});

it('does not take a mistyped flag for everything', () => {
  expect(() => readTestArguments(['--untt'])).toThrow('no such flag: --untt');
});
