import { shareable, type Call } from './call.js';

/** A call of the MCP tool: the JSON-RPC message that a client sends. */
export const mcpOf = (call: Call): string =>
  JSON.stringify(
    {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: `anthropic_${call.action.id}`, arguments: shareable(call) },
    },
    null,
    2,
  );
