import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { dataOption, isOn, oneOf, portOption } from './options.js';

describe('isOn', () => {
  it.each(['1', 'true', ' YES ', 'on'])('%s is on', (value) => expect(isOn('X', { X: value })).toBe(true));
  it.each([undefined, '', '0', 'false', 'No', 'off'])('%s is off', (value) =>
    expect(isOn('X', value === undefined ? {} : { X: value })).toBe(false),
  );
  it('does not guess', () => expect(() => isOn('X', { X: 'perhaps' })).toThrow('on (1) or off (0)'));
});

describe('options', () => {
  it('take an empty value for none, as compose files set it', () => {
    const command = new Command().addOption(dataOption().env('')).addOption(portOption().env(''));
    command.parse(['--data', '', '--port', ' '], { from: 'user' });
    expect(command.opts()).toEqual({ data: './data', port: 8787 });
  });
});

describe('oneOf', () => {
  const read = oneOf(['csv', 'ndjson', 'json']);
  it('takes a word in any capitals', () => expect(read(' CSV ')).toBe('csv'));
  it('suggests the nearest', () => expect(() => read('ndjsn')).toThrow('Did you mean ndjson? There are'));
  it('names all where nothing is near', () =>
    expect(() => read('spreadsheet')).toThrow(/^There are csv, ndjson, json\.$/));
});
