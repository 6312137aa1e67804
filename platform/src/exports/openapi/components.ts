import type { Schema } from '../schema/schema.js';

/** The schemas of a document that are referred to; equal ones stand there once, under the name that came first. */
export class Components {
  readonly #schemas = new Map<string, Schema>();
  readonly #names = new Map<string, string>();

  /** Keeps a schema and returns the reference to it. @throws Error where another one has the name. */
  share(name: string, schema: Schema): Schema {
    const text = JSON.stringify(schema);
    const known = this.#names.get(text) ?? name;
    if (!this.#names.has(text) && this.#schemas.has(name))
      throw new Error(`Two schemas are named "${name}".`);
    this.#names.set(text, known);
    this.#schemas.set(known, schema);
    return { $ref: `#/components/schemas/${known}` };
  }

  /** All schemas, in the order of the alphabet. */
  get all(): Readonly<Record<string, Schema>> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
