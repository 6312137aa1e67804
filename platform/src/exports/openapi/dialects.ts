import type { ActionDescription } from 'anthropic-admin-connector';
import { mapChildren, type Schema } from 'anthropic-admin-connector/tools';
import { without } from '../schema/references.js';
import { plainSchema } from './plain-schema.js';

const JSON_SCHEMA = 'https://json-schema.org/draft/2020-12/schema';

/** What differs between versions of OpenAPI. */
export interface Dialect {
  /** The first keys of the document. */
  readonly head: Readonly<Record<string, unknown>>;
  /** Name of a query parameter that may repeat, as the API and the drop-in endpoint read it. */
  listName(name: string): string;
  /** A schema written where it is used. */
  schema(schema: Schema): Schema;
  /** The schema of an action's body. */
  body(action: ActionDescription, schema: Schema): Schema;
  /** The schema of an action's response. */
  answer(action: ActionDescription): Schema;
  /** A schema that several operations share. */
  shared(name: string, schema: Schema): Schema;
  /** The shared schemas, complete once every operation is written; undefined if the dialect has no references. */
  schemas(): Readonly<Record<string, Schema>> | undefined;
}

/** OpenAPI 3.0.3 for importers that turn operations into tools: every schema is written where it is used. */
export const plainDialect = (): Dialect => ({
  head: { openapi: '3.0.3' },
  listName: (name) => `${name}[]`,
  schema: plainSchema,
  body: (_, schema) => plainSchema(schema),
  answer: ({ outputSchema }) => plainSchema(outputSchema ?? {}),
  shared: (_, schema) => plainSchema(schema),
  schemas: () => undefined,
});

/** OpenAPI 3.1 for code generators and API gateways: JSON Schema 2020-12, with shared schemas in `components`. */
export function fullDialect(actions: readonly ActionDescription[]): Dialect {
  const components = new Components();
  for (const { outputSchema } of actions) {
    const { $defs = {} } = (outputSchema ?? {}) as Schema;
    for (const [name, schema] of Object.entries($defs)) components.define(name, referring(schema));
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

/** Points the references of a schema to `components`. */
function referring(schema: Schema): Schema {
  const { $ref } = schema;
  const here = $ref ? { ...schema, $ref: $ref.replace('#/$defs/', '#/components/schemas/') } : schema;
  return mapChildren(here, referring);
}

const pascal = (id: string): string =>
  id.replace(/(^|_)([a-z0-9])/g, (_, __, letter: string) => letter.toUpperCase());

/** The shared schemas of a document. Equal schemas are stored once, under the first name given. */
class Components {
  readonly #schemas = new Map<string, Schema>();
  readonly #names = new Map<string, string>();

  /** Stores a schema that others refer to by this name, also where an equal one has another name. */
  define(name: string, schema: Schema): void {
    this.#schemas.set(name, schema);
    this.#names.set(JSON.stringify(schema), name);
  }

  /** Stores a schema and returns a reference to it. @throws Error if a different schema has the name */
  share(name: string, schema: Schema): Schema {
    const text = JSON.stringify(schema);
    const known = this.#names.get(text) ?? name;
    if (!this.#names.has(text) && this.#schemas.has(name))
      throw new Error(`Two schemas are named "${name}".`);
    this.#names.set(text, known);
    this.#schemas.set(known, schema);
    return { $ref: `#/components/schemas/${known}` };
  }

  /** All schemas in alphabetical order. */
  get all(): Readonly<Record<string, Schema>> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
