import { describe, expect, it } from 'vitest';
import { adviceOnNode, isAtLeast } from './node-version.mjs';

describe('isAtLeast', () => {
  it.each([
    ['v20.0.0', true],
    ['v20.20.2', true],
    ['v24.1.0', true],
    ['v100.0.0', true],
    ['v19.9.9', false],
    ['v8.17.0', false],
  ])('%s against 20.0.0: %s', (version, answer) => {
    expect(isAtLeast(version, [20, 0, 0])).toBe(answer);
  });

  it('compares the lesser parts too, as numbers', () => {
    expect(isAtLeast('v20.9.0', [20, 19, 0])).toBe(false);
    expect(isAtLeast('v20.19.0', [20, 19, 0])).toBe(true);
    expect(isAtLeast('v22.0.0', [20, 19, 0])).toBe(true);
  });
});

describe('adviceOnNode', () => {
  it('says what is needed, what is here, and how to get there', () => {
    const advice = adviceOnNode('v18.20.4', [20, 0, 0]);
    expect(advice).toContain('needs Node 20.0.0 or newer. This is Node 18.20.4.');
    expect(advice).toContain('nvm install');
  });

  it('says nothing when all is well', () => {
    expect(adviceOnNode('v20.0.0', [20, 0, 0])).toBe('');
  });
});
