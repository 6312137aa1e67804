import {
  ProtocolError,
  ProtocolErrorCode,
  type CallToolRequestParams,
  type CallToolResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { InvocationContext } from 'anthropic-admin-connector';
import type { Caller } from './caller.js';
import { progressOf } from './progress.js';
import { failureText, type ToolWords } from './results/failure-text.js';
import { inTools } from './results/in-tools.js';
import { toolResultOf } from './results/tool-result.js';
import { toolArgumentsFrom, type ToolArguments } from './tool-arguments.js';
import type { ConnectorTool } from './tools/connector-tool.js';
import type { ToolCatalog } from './tools/tool-catalog.js';
import { toolNameOf } from './tools/tool-name.js';

/**
 * Runs one tool.
 * @throws ProtocolError for a name that no tool has, or one that the token does not allow.
 */
export async function callTool(
  catalog: ToolCatalog,
  caller: Caller,
  { name, arguments: given = {} }: CallToolRequestParams,
  { mcpReq }: ServerContext,
): Promise<CallToolResult> {
  const context = { ...caller.context, signal: signalOf(caller, mcpReq.signal) };
  const tool = catalog.find(name);
  if (!tool) throw await unknownTool(catalog, name, given, context);
  if (!caller.scopes.has(tool.scope)) throw notAllowed(tool);

  const taken = argumentsOf(tool, given);
  if ('content' in taken) return taken;
  const { input, ...extras } = taken;
  const onProgress = progressOf(mcpReq);
  const outcome = await tool.source.dispatcher.invoke(tool.actionId, input, {
    ...context,
    ...extras,
    onProgress,
  });
  return toolResultOf(outcome, wordsOf(catalog, tool.source.manifest.id));
}

function argumentsOf(tool: ConnectorTool, given: Record<string, unknown>): ToolArguments | CallToolResult {
  try {
    return toolArgumentsFrom(given, tool.extras);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { content: [{ type: 'text', text: error.message }], isError: true };
  }
}

const wordsOf = (catalog: ToolCatalog, connectorId: string): ToolWords => ({
  inTools: (text) => inTools(text, connectorId, catalog),
  nameOf: (actionId) => toolNameOf(connectorId, actionId),
});

const signalOf = ({ context }: Caller, signal: AbortSignal): AbortSignal =>
  context.signal === undefined ? signal : AbortSignal.any([context.signal, signal]);

const NO_SUCH_TOOL = 'There is no such tool; tools/list shows what there is.';

/** A name that could be one. Anything else may be a key in the wrong place, and is not repeated. */
const PRINTABLE = /^\w{1,64}$/;

/** The connector is asked all the same: it writes the attempt down, and knows names that come close. */
async function unknownTool(
  catalog: ToolCatalog,
  name: string,
  input: object,
  context: InvocationContext,
): Promise<ProtocolError> {
  if (!PRINTABLE.test(name)) return new ProtocolError(ProtocolErrorCode.InvalidParams, NO_SUCH_TOOL);
  const source =
    catalog.sources.find(({ manifest }) => name.startsWith(`${manifest.id}_`)) ?? catalog.sources[0];
  const { id } = source?.manifest ?? { id: '' };
  const outcome = await source?.dispatcher.invoke(name.replace(`${id}_`, ''), input, context);
  const reason =
    outcome === undefined || outcome.ok ? NO_SUCH_TOOL : failureText(outcome, wordsOf(catalog, id));
  return new ProtocolError(ProtocolErrorCode.InvalidParams, reason);
}

const notAllowed = ({ name, scope }: ConnectorTool): ProtocolError =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, `The tool ${name} wants the scope ${scope}.`);
