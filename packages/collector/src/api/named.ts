import { z } from '@hono/zod-openapi';

/**
 * A schema of another module under a name of the OpenAPI document. The schema is copied: one that was made before
 * `@hono/zod-openapi` was loaded does not know how to be named.
 */
export function named<T extends z.ZodType>(schema: T, name: string): T {
  return schema.clone().openapi(name) as T;
}

/** What a client may write for a schema, as JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  // `$schema` belongs to a document of its own, not to a part of another one.
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
