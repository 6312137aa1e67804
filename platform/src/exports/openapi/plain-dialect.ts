import type { Schema } from '../schema/schema.js';
import type { Dialect } from './dialect.js';
import { plainSchema } from './plain-schema.js';

/** OpenAPI 3.0.3 for importers that turn operations into tools: everything stands where it is used. */
export const plainDialect = (): Dialect => ({
  head: { openapi: '3.0.3' },
  listName: (name) => `${name}[]`,
  schema: plainSchema,
  body: (_, schema) => plainSchema(schema),
  answer: ({ outputSchema }) => plainSchema((outputSchema ?? {}) as Schema),
  shared: (_, schema) => plainSchema(schema),
  schemas: () => undefined,
});
