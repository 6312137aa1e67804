import type { ActionDescription } from 'anthropic-admin-connector';
import { mapChildren } from '../schema/children.js';
import { without } from '../schema/defined.js';
import type { Schema } from '../schema/schema.js';
import { Components } from './components.js';
import type { Dialect } from './dialect.js';

const JSON_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';

/** OpenAPI 3.1 for code generators and API gateways: JSON Schema 2020-12 as it is, with what is shared in the components. */
export function fullDialect(actions: readonly ActionDescription[]): Dialect {
  const components = new Components();
  for (const { outputSchema } of actions) {
    const { $defs = {} } = (outputSchema ?? {}) as Schema;
    for (const [name, schema] of Object.entries($defs)) components.share(name, referring(schema));
  }

  return {
    head: { openapi: '3.1.0', jsonSchemaDialect: JSON_SCHEMA },
    listName: (name) => `${name}[]`,
    schema: (schema) => schema,
    body: ({ id }, schema) => components.share(`${pascal(id)}Body`, schema),
    answer: ({ id, outputSchema = {} }) =>
      components.share(
        `${pascal(id)}Answer`,
        referring(without(outputSchema as Schema, ['$schema', '$defs'])),
      ),
    shared: (name, schema) => components.share(name, schema),
    schemas: () => components.all,
  };
}

/** The schema with its references leading into the components. */
function referring(schema: Schema): Schema {
  const { $ref } = schema;
  const here = $ref ? { ...schema, $ref: $ref.replace('#/$defs/', '#/components/schemas/') } : schema;
  return mapChildren(here, referring);
}

const pascal = (id: string): string =>
  id.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());
