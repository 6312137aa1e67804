import type { NameOf } from '../kit/catalog/message.js';
import type { ActionDescription } from '../kit/engine/describe.js';
import { actionText } from './action-text.js';
import { mcpTool, type McpTool, type McpToolOptions } from './mcp/mcp-tool.js';
import { toolNames } from './run-tool.js';
import type { Schema } from './schema/json-schema.js';
import { strictSchema } from './schema/strict-schema.js';
import {
  actionsIn,
  describedAction,
  packNamesOf,
  toolViewFrom,
  type Includable,
  type ToolSource,
} from './tool-view.js';

/** The schema of a tool's arguments. */
export type ArgumentsSchema = Schema & { readonly type: 'object' };

/** A tool of Claude's Messages API. */
export interface AnthropicTool {
  name: string;
  description: string;
  input_schema: ArgumentsSchema & { required?: string[] };
}

/** A strict function of the Chat Completions API: every field is required, and an optional one takes null. */
export interface OpenAiTool {
  type: 'function';
  function: { name: string; description: string; strict: true; parameters: Record<string, unknown> };
}

/** The type of a tool in each form. */
export interface ToolForms {
  readonly anthropic: AnthropicTool;
  readonly openai: OpenAiTool;
  readonly mcp: McpTool;
}

/** Name of a form of tools. */
export type ToolFormat = keyof ToolForms;

/** Which tools to list, and in which form. */
export interface ToolOptions<Format extends ToolFormat = ToolFormat> extends McpToolOptions {
  readonly format: Format;
  /** Packs of the manifest, `reader` (what changes nothing) or `all`; `all` if omitted. */
  readonly pack?: string | readonly string[];
  /** `limited`: also what the API does not offer; `beta`: also what is in beta. Neither if omitted. */
  readonly include?: Includable | readonly Includable[];
  /** Ids of actions: exactly these, whatever `pack` and `include` are. */
  readonly actions?: readonly string[];
  /** What tool names begin with; the id of the connector and an underscore if omitted. */
  readonly prefix?: string;
}

/** The part of a connector that is listed. */
type Catalogue = Omit<ToolSource, 'invokeById' | 'planById'>;

/** OpenAI's maximum for a function; other hosts accept more. */
const DESCRIPTION_MAX_LENGTH = 1024;

/**
 * Lists actions as tools, in the form of a vendor. Texts mention other tools by their names. A list has the reads that
 * its texts refer to, even if they are not in its pack.
 *
 * @example
 * const tools = toTools(connector, { format: 'anthropic', pack: 'members' });
 * await claude.messages.create({ model, max_tokens: 4096, messages, tools });
 * @throws RangeError for a form, a pack, a kind to include or an action that does not exist, TypeError for an unknown option
 */
export function toTools<Format extends ToolFormat>(
  connector: Catalogue,
  options: ToolOptions<Format>,
): ToolForms[Format][] {
  const write = formOf(options);
  const toolName = toolNames(connector, options.prefix);
  const ids = idsOf(connector, options);
  const listed = new Set(ids);
  const nameOf: NameOf = (id) => (listed.has(id) ? toolName(id) : `${toolName(id)} (not in this list)`);
  return ids.map((id) => {
    const { action } = describedAction(connector, id, nameOf);
    return write(toolName(id), action, options);
  });
}

/** How an action is written in each form. */
const FORMS: {
  readonly [Format in ToolFormat]: (
    name: string,
    action: ActionDescription,
    options: McpToolOptions,
  ) => ToolForms[Format];
} = {
  anthropic: (name, action) => ({
    name,
    description: actionText(action, DESCRIPTION_MAX_LENGTH),
    input_schema: action.inputSchema as AnthropicTool['input_schema'],
  }),
  openai: (name, action) => ({
    type: 'function',
    function: {
      name,
      description: actionText(action, DESCRIPTION_MAX_LENGTH),
      strict: true,
      parameters: { ...strictSchema(action.inputSchema) },
    },
  }),
  mcp: mcpTool,
};

const OPTIONS: Readonly<Record<keyof ToolOptions, true>> = {
  format: true,
  pack: true,
  include: true,
  actions: true,
  prefix: true,
  annotations: true,
};

/** The form that the options ask for; JavaScript callers may ask for one that does not exist. */
function formOf<Format extends ToolFormat>(options: ToolOptions<Format>): (typeof FORMS)[Format] {
  const { format } = options as Partial<ToolOptions<Format>>;
  if (format === undefined || !Object.hasOwn(FORMS, format))
    throw new RangeError(
      `format must be one of ${Object.keys(FORMS).join(', ')}; example: { format: 'anthropic' }`,
    );
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(OPTIONS, name));
  if (unknown !== undefined)
    throw new TypeError(
      `${unknown} is not an option of toTools; the options are ${Object.keys(OPTIONS).join(', ')}`,
    );
  return FORMS[format];
}

function idsOf(connector: Catalogue, { actions, pack, include }: ToolOptions): readonly string[] {
  if (actions !== undefined) return actions;
  const view = toolViewFrom(pack, include, packNamesOf([connector.manifest]));
  const mentionsOf = (id: string): ReadonlySet<string> =>
    describedAction(connector, id, (name) => name).mentions;
  return actionsIn(connector.list(), view, mentionsOf).map(({ id }) => id);
}
