import {
  ProtocolError,
  ProtocolErrorCode,
  type CallToolRequestParams,
  type CallToolResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { Server, type ServerOptions } from '@modelcontextprotocol/server';
import type { InvocationContext, Progress } from 'anthropic-admin-connector';
import { runTool } from 'anthropic-admin-connector/tools';
import type { Caller } from './caller.js';
import type { ConnectorTool } from './tools/connector-tool.js';
import type { ToolCatalog } from './tools/tool-catalog.js';

/**
 * Runs one tool.
 * @throws ProtocolError if no tool has the name, or the token lacks its scope
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

  const { content, isError, outcome } = await runTool(
    tool.source,
    name,
    given,
    { ...context, onProgress: progressOf(mcpReq) },
    { format: 'mcp', maxBytes: catalog.settings.maxResultBytes },
  );
  return {
    content,
    ...(outcome ? { structuredContent: { ...outcome } } : {}),
    ...(isError ? { isError } : {}),
  };
}

const signalOf = ({ context }: Caller, signal: AbortSignal): AbortSignal =>
  context.signal === undefined ? signal : AbortSignal.any([context.signal, signal]);

const NO_SUCH_TOOL = 'There is no such tool; tools/list shows what there is.';

/** A possible tool name. Anything else may be a misplaced key and is not repeated. */
const PRINTABLE = /^\w{1,64}$/;

/** Invokes the connector anyway: it records the attempt in the audit and suggests similar names. */
async function unknownTool(
  catalog: ToolCatalog,
  name: string,
  input: object,
  context: InvocationContext,
): Promise<ProtocolError> {
  if (!PRINTABLE.test(name)) return new ProtocolError(ProtocolErrorCode.InvalidParams, NO_SUCH_TOOL);
  const source =
    catalog.sources.find(({ manifest }) => name.startsWith(`${manifest.id}_`)) ?? catalog.sources[0];
  const result = source && (await runTool(source, name, input, context));
  return new ProtocolError(ProtocolErrorCode.InvalidParams, result?.content[0]?.text ?? NO_SUCH_TOOL);
}

const notAllowed = ({ name, scope }: ConnectorTool): ProtocolError =>
  new ProtocolError(ProtocolErrorCode.InvalidParams, `The tool ${name} requires the scope ${scope}.`);

/** Reports each page of a long pull to a client that asked for progress. */
function progressOf({ _meta, notify }: ServerContext['mcpReq']): ((progress: Progress) => void) | undefined {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return undefined;
  return ({ pages, items }) => {
    const params = { progressToken, progress: pages, message: `${items} items of ${pages} pages` };
    // The signal of the call handles a client that has disconnected; there is no one to report this failure to.
    void notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}

/** A listing depends on the tenant's switches, which can change at any time. */
const LISTED_FOR_MS = 30_000;
const DISCOVERED_FOR_MS = 300_000;

const OPTIONS: ServerOptions = {
  capabilities: { tools: {} },
  cacheHints: {
    // A listing depends on the token and its tenant.
    'tools/list': { ttlMs: LISTED_FOR_MS, cacheScope: 'private' },
    'server/discover': { ttlMs: DISCOVERED_FOR_MS, cacheScope: 'private' },
  },
};

/**
 * Creates the server of one request or one connection. It uses the low-level class, because `McpServer` would copy every
 * tool each time, validate inputs twice with different messages, and could not call tools that it does not list.
 */
export function mcpServer(catalog: ToolCatalog, caller: Caller): Server {
  const { serverInfo, instructions } = catalog;
  const server = new Server(serverInfo, { ...OPTIONS, instructions });
  server.setRequestHandler('tools/list', async () => ({ tools: await catalog.shown(caller) }));
  server.setRequestHandler('tools/call', ({ params }, context) => callTool(catalog, caller, params, context));
  return server;
}
