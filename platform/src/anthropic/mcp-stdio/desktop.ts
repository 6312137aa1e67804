import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { AnthropicConnector, settingsFrom, type SaveResult } from 'anthropic-admin-connector';
import { readEnvironment, SettingsError } from '../../config/environment.js';
import { MCP_RESULT_VARIABLES } from '../../mcp/http/mcp.config.js';
import { mcpServer } from '../../mcp/mcp-server.js';
import { ToolCatalog } from '../../mcp/tools/tool-catalog.js';
import type { StdioOptions } from './stdio-options.js';

/** The environment variable that contains the Admin key. */
export const KEY_VARIABLE = 'ANTHROPIC_ADMIN_KEY';

/** The connection of a desktop client: one person, one key. */
const DESKTOP = { tenantId: 'desktop', name: 'default' } as const;

/**
 * Creates a connector with the Admin key of the environment.
 * @throws SettingsError with the reason why the key was not saved, and no part of the key
 */
export async function openConnector(env: NodeJS.ProcessEnv): Promise<AnthropicConnector> {
  const connector = new AnthropicConnector({ ...settingsFrom(env), onInternalError: report });
  const result = await connector.connections.save({
    ...DESKTOP,
    apiKey: env[KEY_VARIABLE],
    actor: 'desktop',
  });
  if (result.status === 'saved') return connector;
  await connector.close();
  throw new SettingsError(`${KEY_VARIABLE}: ${reasonOf(result)}`);
}

const reasonOf = (result: SaveResult): string =>
  'problem' in result
    ? `${result.problem.message} ${result.problem.fix}`
    : `it was not kept (${result.status}).`;

const report = (error: unknown): void => {
  process.stderr.write(`mcp:stdio: ${error instanceof Error ? error.stack : typeof error}\n`);
};

/** Serves MCP over standard input and output until the client closes the stream or a signal arrives. */
export async function serveDesktop(
  connector: AnthropicConnector,
  { view, scopes, annotations }: StdioOptions,
): Promise<void> {
  const { MCP_MAX_RESULT_BYTES: maxResultBytes } = readEnvironment(MCP_RESULT_VARIABLES, process.env);
  const catalog = new ToolCatalog([connector], { annotations, maxResultBytes });
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
    // The reader is gone: without a listener the next response would end the process with a stack trace.
    process.stdout.once('error', () => resolve());
  });
}
