import type { ActionDescription } from 'anthropic-admin-connector';
import type { Schema } from '../schema/schema.js';

/** What one version of OpenAPI does in its own way. */
export interface Dialect {
  /** What stands at the head of the document. */
  readonly head: Readonly<Record<string, unknown>>;
  /** The name of a query parameter that may be given several times: as the API has it, and the drop-in endpoint with it. */
  listName(name: string): string;
  /** A schema that stands where it is used. */
  schema(schema: Schema): Schema;
  /** The schema of an action's body. */
  body(action: ActionDescription, schema: Schema): Schema;
  /** The schema of an action's answer. */
  answer(action: ActionDescription): Schema;
  /** A schema that many operations share. */
  shared(name: string, schema: Schema): Schema;
  /** The schemas that are referred to, once everything is written; undefined where nothing is. */
  schemas(): Readonly<Record<string, Schema>> | undefined;
}
