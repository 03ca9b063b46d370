import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adviceOnNode, isSupported, SUPPORTED_NODES } from './node-version.mjs';

describe('isSupported', () => {
  it.each([
    ['v20.19.0', true],
    ['20.20.2', true],
    ['v22.12.0', true],
    ['v24.1.0', true],
    ['v100.0.0', true],
    ['v20.9.0', false],
    ['v20.18.3', false],
    ['v21.7.3', false],
    ['v22.11.0', false],
    ['v22.9.0', false],
    ['v19.9.9', false],
    ['v8.17.0', false],
  ])('%s: %s', (version, answer) => {
    expect(isSupported(version)).toBe(answer);
  });

  it('is what package.json says, to npm and to people', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(manifest.engines.node).toBe(SUPPORTED_NODES);
  });
});

describe('adviceOnNode', () => {
  it('says what is needed, what is here, and how to get there', () => {
    const advice = adviceOnNode('v20.11.0');
    expect(advice).toContain('needs Node 20.19 or newer');
    expect(advice).toContain('This is Node 20.11.0.');
    expect(advice).toContain('nvm install');
  });

  it('says nothing when all is well', () => {
    expect(adviceOnNode('v20.19.0')).toBe('');
  });
});
