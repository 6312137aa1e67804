import type { JsonSchema } from '../../kit/catalog/json-schema.js';
import type { ActionDescription } from '../../kit/engine/describe.js';
import { extraArguments } from '../tool-arguments.js';
import { annotationsOf, type AnnotationProfile, type ToolAnnotations } from './annotations.js';
import { outcomeSchemaOf } from './outcome-schema.js';

/** A tool of the Model Context Protocol, an entry of `tools/list`. */
export interface McpTool {
  name: string;
  title: string;
  description: string;
  inputSchema: JsonSchema & { type: 'object' };
  outputSchema: JsonSchema & { type: 'object' };
  annotations: ToolAnnotations;
}

/** What differs between lists of MCP tools. */
export interface McpToolOptions {
  /** How MCP tools are annotated; by the specification if omitted. */
  readonly annotations?: AnnotationProfile;
}

/** Writes an action as a tool of the Model Context Protocol. */
export const mcpTool = (
  name: string,
  action: ActionDescription,
  { annotations = 'spec' }: McpToolOptions = {},
): McpTool => ({
  name,
  title: action.title,
  description: action.description,
  inputSchema: inputSchemaOf(action),
  outputSchema: outcomeSchemaOf(action.outputSchema),
  annotations: annotationsOf(action.title, action.effect, annotations),
});

/**
 * The input of the action and the additional arguments.
 * @throws Error if a field of the action has the name of an additional argument
 */
function inputSchemaOf(action: ActionDescription): McpTool['inputSchema'] {
  // The protocol presumes 2020-12; older clients fail on a dialect that they do not know.
  const { $schema: _, properties = {}, ...rest } = action.inputSchema as { properties?: object } & JsonSchema;
  const extras = extraArguments(action);
  const twice = Object.keys(extras).find((name) => Object.hasOwn(properties, name));
  if (twice !== undefined)
    throw new Error(`The field "${twice}" of ${action.id} is an argument of its tool.`);
  return { ...rest, type: 'object', properties: { ...properties, ...extras } };
}
