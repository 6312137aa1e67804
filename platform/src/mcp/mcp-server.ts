import { Server, type ServerOptions } from '@modelcontextprotocol/server';
import { callTool } from './call-tool.js';
import type { Caller } from './caller.js';
import { instructionsFor, serverInfoOf } from './server-info.js';
import type { ToolCatalog } from './tools/tool-catalog.js';

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
  const connectors = catalog.sources.map(({ manifest }) => manifest);
  const server = new Server(serverInfoOf(connectors), {
    ...OPTIONS,
    instructions: instructionsFor(connectors),
  });
  server.setRequestHandler('tools/list', async () => ({ tools: await catalog.shown(caller) }));
  server.setRequestHandler('tools/call', ({ params }, context) => callTool(catalog, caller, params, context));
  return server;
}
