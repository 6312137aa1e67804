import { ANTHROPIC } from '../../src/connector/anthropic.js';
import { Catalog } from '../../src/kit/compile/compile-catalog.js';
import type { CompiledAction } from '../../src/kit/compile/compiled-action.js';
import { renderSchema } from '../../src/kit/compile/input-schema.js';
import type { JsonSchema } from '../../src/kit/catalog/index.js';

/** Anthropic's catalogue, compiled as the connector compiles it. */
export const CATALOG = new Catalog(ANTHROPIC, (text) => text);

/** The compiled action with this id. */
export function compiled(id: string): CompiledAction {
  const action = CATALOG.get(id);
  if (!action) throw new Error(`There is no action "${id}".`);
  return action;
}

/** The input schema of an action, with its texts as strings. */
export const inputSchema = (id: string): JsonSchema => renderSchema(compiled(id).inputSchema, (name) => name);
