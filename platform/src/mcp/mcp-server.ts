import { Server, type ServerOptions } from '@modelcontextprotocol/server';
import { callTool } from './call-tool.js';
import type { Caller } from './caller.js';
import { INSTRUCTIONS, SERVER_INFO } from './server-info.js';
import type { ToolCatalog } from './tools/tool-catalog.js';

/** What is listed follows the switches of a tenant, which somebody may move at any time. */
const LISTED_FOR_MS = 30_000;
const DISCOVERED_FOR_MS = 300_000;

const OPTIONS: ServerOptions = {
  capabilities: { tools: {} },
  instructions: INSTRUCTIONS,
  cacheHints: {
    // What is listed depends on the token and on its tenant.
    'tools/list': { ttlMs: LISTED_FOR_MS, cacheScope: 'private' },
    'server/discover': { ttlMs: DISCOVERED_FOR_MS, cacheScope: 'private' },
  },
};

/**
 * Makes the server of one request or one connection. The low-level class, for McpServer would take a copy of every
 * tool each time, check inputs a second time with other words, and could not call what it does not list.
 */
export function mcpServer(catalog: ToolCatalog, caller: Caller): Server {
  const server = new Server(SERVER_INFO, OPTIONS);
  server.setRequestHandler('tools/list', async () => ({ tools: await catalog.shown(caller) }));
  server.setRequestHandler('tools/call', ({ params }, context) => callTool(catalog, caller, params, context));
  return server;
}
