import type { Site } from '../api/answers.js';

type ContentGroup = Site['content_groups'][number];

/** Content groups as they are written into a form, one a line: a name, and the path that it is for. */
export const linesOfGroups = (groups: readonly ContentGroup[]): string =>
  groups.map(({ name, pattern }) => `${name} ${pattern}`).join('\n');

/**
 * What is written in such lines. A name may have spaces in it, for a path begins with a slash; without one the collector
 * says what is lacking.
 */
export function groupsOfLines(text: string): ContentGroup[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, name = '', pattern = ''] = /^(.*)\s(\/.*)$/.exec(line) ?? /^(\S+)\s*(.*)$/.exec(line) ?? [];
      return { name: name.trim(), pattern };
    });
}
