import type { z } from 'zod';
import { WrongUse } from './cli-error.js';

/**
 * Checks what was given by the schema that the API checks with.
 *
 * @throws WrongUse that names each option that does not fit
 */
export function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const place = issue.path.reduce<unknown>(
      (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
      given,
    );
    const shown =
      typeof place === 'string' || typeof place === 'number' ? ` "${String(place).slice(0, 80)}"` : '';
    const name = String(issue.path[0] ?? '').replaceAll('_', '-');
    return `${optionOf[name] ?? (name === '' ? '' : `--${name}`)}${shown}: ${issue.message}`.replace(
      /^: /,
      '',
    );
  });
  throw new WrongUse(lines.join('\n'));
}

// Options are named after fields but for lists, of which each option gives one.
const optionOf: Record<string, string> = {
  id: 'site id',
  origins: '--origin',
  sites: '--site',
  'content-groups': '--content-group',
  'internal-networks': '--internal-network',
};
