import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { AnthropicConnector } from 'anthropic-admin-connector';
import { mcpServer } from '../mcp-server.js';
import { ToolCatalog } from '../tools/tool-catalog.js';
import { DESKTOP } from './open-connector.js';
import type { StdioOptions } from './stdio-options.js';

/** Serves MCP over standard input and output, until the client closes its end or a signal comes. */
export async function serveDesktop(
  connector: AnthropicConnector,
  { view, scopes, annotations }: StdioOptions,
): Promise<void> {
  const catalog = new ToolCatalog([connector], annotations);
  const context = { tenantId: DESKTOP.tenantId, actor: { id: 'desktop', type: 'agent' } } as const;
  const onerror = (error: Error): void => void process.stderr.write(`mcp:stdio: ${error.message}\n`);
  const server = serveStdio(() => mcpServer(catalog, { view, scopes, context }), { onerror });

  await ended();
  await server.close();
  await connector.close();
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    for (const event of ['end', 'close']) process.stdin.once(event, () => resolve());
    // Nobody reads any more: without this the next answer would end the process with a stack trace.
    process.stdout.once('error', () => resolve());
  });
}
