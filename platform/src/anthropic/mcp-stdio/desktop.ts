import { setTimeout as delay } from 'node:timers/promises';
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { AnthropicConnector, settingsFrom, type SaveResult } from 'anthropic-admin-connector';
import { readEnvironment, SettingsError } from '../../config/environment.js';
import { MCP_RESULT_VARIABLES } from '../../mcp/http/mcp.config.js';
import { mcpServer } from '../../mcp/mcp-server.js';
import type { ToolSource } from '../../mcp/tools/tool-catalog.js';
import { ToolCatalog } from '../../mcp/tools/tool-catalog.js';
import { jsonLines } from './json-lines.js';
import type { StdioOptions } from './stdio-options.js';

/** The environment variable that contains the Admin key. */
const KEY_VARIABLE = 'ANTHROPIC_ADMIN_KEY';

/** The connection of a desktop client: one person, one key. */
const DESKTOP = { tenantId: 'desktop', name: 'default' } as const;

/**
 * Creates a connector with the Admin key of the environment. While the API cannot be reached the key is kept, and checked by
 * the first calls.
 * @throws SettingsError with the reason why the key was not saved, and no part of the key
 */
export async function openConnector(env: NodeJS.ProcessEnv): Promise<AnthropicConnector> {
  const connector = new AnthropicConnector({ ...settingsFrom(env), onInternalError: report });
  const result = await connector.connections.save({
    ...DESKTOP,
    apiKey: env[KEY_VARIABLE],
    actor: 'desktop',
    keepPending: true,
  });
  if (result.status === 'pending') say(`${KEY_VARIABLE}: ${result.connection.problem?.message}`);
  if (result.status === 'saved' || result.status === 'pending') return connector;
  await connector.close();
  throw new SettingsError(`${KEY_VARIABLE}: ${reasonOf(result)}`);
}

const reasonOf = (result: SaveResult): string =>
  'problem' in result
    ? `${result.problem.message} ${result.problem.fix}`
    : `it was not kept (${result.status}).`;

const say = (line: string | undefined): void => void process.stderr.write(`mcp:stdio: ${line}\n`);

const report = (error: unknown): void => say(error instanceof Error ? error.stack : typeof error);

/** The connector, whose calls first check a key that is still pending; `calls` are those in progress. */
function checkedFirst(connector: AnthropicConnector, calls: Set<Promise<unknown>>): ToolSource {
  let checking: Promise<unknown> | undefined;
  const checked = async (): Promise<void> => {
    if ((await connector.connections.find(DESKTOP))?.state !== 'pending') return;
    checking ??= connector.connections.check(DESKTOP, 'desktop').finally(() => (checking = undefined));
    await checking;
  };
  return {
    manifest: connector.manifest,
    list: (options) => connector.list(options),
    describe: (id, options) => connector.describe(id, options),
    planById: connector.planById.bind(connector),
    invokeById: (...call) => {
      const running = checked().then(() => connector.invokeById(...call));
      calls.add(running);
      return running.finally(() => calls.delete(running));
    },
  };
}

/** Serves MCP over standard input and output until the client closes the stream or a signal arrives. */
export async function serveDesktop(
  connector: AnthropicConnector,
  { view, scopes, annotations }: StdioOptions,
): Promise<void> {
  const { MCP_MAX_RESULT_BYTES: maxResultBytes } = readEnvironment(MCP_RESULT_VARIABLES, process.env);
  const calls = new Set<Promise<unknown>>();
  const catalog = new ToolCatalog([checkedFirst(connector, calls)], { annotations, maxResultBytes });
  const context = { tenantId: DESKTOP.tenantId, actor: { id: 'desktop', type: 'agent' } } as const;
  const onerror = ({ message }: Error): void => say(message);
  const input = jsonLines(process.stdin, (error) => process.stdout.write(`${error}\n`));
  const transport = new StdioServerTransport(input, process.stdout);
  const server = serveStdio(() => mcpServer(catalog, { view, scopes, context }), { onerror, transport });

  if ((await ended()) === 'input') await drained(calls);
  await server.close();
  await connector.close();
}

/** What ended the service: the end of the input, after which responses still have a reader, or anything else. */
function ended(): Promise<'input' | 'other'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve('other'));
    for (const event of ['end', 'close']) process.stdin.once(event, () => resolve('input'));
    // The reader is gone: without a listener the next response would end the process with a stack trace.
    process.stdout.once('error', () => resolve('other'));
  });
}

/** Longer than the time of a call. */
const LONGEST_DRAIN_MS = 35_000;
/** In which a message that was read becomes a call, and a result is written. */
const SETTLE_MS = 100;

/** Waits for the calls in progress: a write that is done has an answer. */
async function drained(calls: ReadonlySet<Promise<unknown>>): Promise<void> {
  await delay(SETTLE_MS);
  await Promise.race([Promise.allSettled(calls), delay(LONGEST_DRAIN_MS, undefined, { ref: false })]);
  await delay(SETTLE_MS);
}
