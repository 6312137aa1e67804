import {
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  type CallToolRequestParams,
  type CallToolResult,
  type ClientCapabilities,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { Server, type ServerOptions } from '@modelcontextprotocol/server';
import {
  HostPortError,
  type InvocationContext,
  type OutcomeError,
  type Progress,
} from 'anthropic-admin-connector';
import { runTool, toolNames } from 'anthropic-admin-connector/tools';
import { DatabaseUnavailable } from '../database/unavailable.js';
import { Stopping, stoppingProblem } from '../http/shutdown.js';
import { databaseProblem } from '../http/database-problem.js';
import type { PlatformError } from '../problems/platform-error.js';
import { maskKeys } from '../security/text.js';
import type { Caller } from './caller.js';
import type { ConnectorTool } from './tools/tool-catalog.js';
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
): Promise<CallToolResult | InputRequiredResult> {
  const context = { ...caller.context, signal: signalOf(caller, mcpReq.signal) };
  const tool = catalog.find(name);
  if (!tool) throw await unknownTool(catalog, caller, name, given, context);
  const missing = tool.missing(caller.scopes, given);
  if (missing.length > 0) throw notAllowed(tool, missing);

  const { content, isError, outcome } = await runTool(
    tool.source,
    name,
    given,
    { ...context, onProgress: progressOf(mcpReq) },
    { format: 'mcp', maxBytes: catalog.settings.maxResultBytes },
  );
  caller.onOutcome?.(tool.actionId, outcome);
  const page = outcome.ok ? undefined : approvalPage(outcome.error, mcpReq);
  if (page) return page;
  if (outcome.ok || !isCutOff(outcome.error, context.signal)) {
    return { content, structuredContent: { ...outcome }, ...(isError ? { isError } : {}) };
  }
  throw refusalOf(stoppingProblem());
}

/** Asks a client that can open pages to open the one of an approval, once for each call; it repeats the call then. */
function approvalPage(
  { approval, message }: OutcomeError,
  { envelope, inputResponses }: ServerContext['mcpReq'],
): InputRequiredResult | undefined {
  const known = envelope as Readonly<Record<string, ClientCapabilities | undefined>> | undefined;
  const can = known?.[CLIENT_CAPABILITIES_META_KEY]?.elicitation?.url;
  if (approval?.url === undefined || can === undefined || inputResponses !== undefined) return undefined;
  const opens = inputRequired.elicitUrl({ message, url: approval.url });
  return inputRequired({ inputRequests: { approval: opens } });
}

/** The client has not cancelled a call that the platform ended before it changed anything. */
const isCutOff = ({ code, effect }: OutcomeError, { reason }: AbortSignal): boolean =>
  reason instanceof Stopping && code === 'cancelled' && effect === 'none';

const signalOf = ({ context }: Caller, signal: AbortSignal): AbortSignal =>
  context.signal === undefined ? signal : AbortSignal.any([context.signal, signal]);

const NO_SUCH_TOOL = 'There is no such tool; tools/list shows what there is.';

/** A possible tool name. Anything else may be a misplaced key and is not repeated. */
const PRINTABLE = /^\w{1,64}$/;

/**
 * The error for a name that no tool has. An action that is called by its bare id is not run, because scopes are checked by the
 * name of the tool. For any other name the connector is invoked: it records the attempt in the audit and suggests similar
 * names.
 */
async function unknownTool(
  catalog: ToolCatalog,
  caller: Caller,
  name: string,
  input: object,
  context: InvocationContext,
): Promise<ProtocolError> {
  const refused = (message = NO_SUCH_TOOL): ProtocolError =>
    new ProtocolError(ProtocolErrorCode.InvalidParams, message);
  if (!PRINTABLE.test(name)) return refused();
  const meant = catalog.sources
    .map((source) => toolNames(source)(name))
    .filter((one) => catalog.find(one) !== undefined);
  if (meant.length > 0) return refused(`There is no tool "${name}". Its name is ${meant.join(' or ')}.`);
  const source =
    catalog.sources.find(({ manifest }) => name.startsWith(`${manifest.id}_`)) ?? catalog.sources[0];
  const result = source && (await runTool(source, name, input, context));
  if (result) caller.onOutcome?.(name, result.outcome);
  return refused(result?.content[0]?.text);
}

const notAllowed = ({ name }: ConnectorTool, missing: readonly string[]): ProtocolError =>
  new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `The tool ${name} requires the scope ${missing.join(' and ')}.`,
  );

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

type Handler = Parameters<Server['_wrapHandler']>[1];

/** Reports params that do not have the form of the protocol as such; the library calls them an internal error. */
class ToolServer extends Server {
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const wrapped = super._wrapHandler(method, handler);
    return async (request, context) => {
      requireReadable(method, request);
      return wrapped(request, context).catch((error: unknown) => {
        throw invalidParams(method, error) ?? unavailable(error) ?? error;
      });
    };
  }
}

/** @throws ProtocolError for an argument that the library leaves out without a word, so the call would be another one than was sent */
function requireReadable(method: string, { params }: Parameters<Handler>[0]): void {
  const given = params?.['arguments'];
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, '__proto__')) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Invalid params of ${method}: arguments: __proto__ is no argument of any tool; leave it out.`,
  );
}

/** The first code of JSON-RPC that servers may define. */
const SERVER_ERROR = -32_000;

/** A database that cannot be used is no internal error, and the text of its own error is not for clients. */
function unavailable(error: unknown): ProtocolError | undefined {
  const fault = error instanceof HostPortError ? error.cause : error;
  if (!(fault instanceof DatabaseUnavailable)) return undefined;
  return refusalOf(databaseProblem(fault));
}

function refusalOf(error: PlatformError): ProtocolError {
  const { message, fix = '', ...rest } = error.toError();
  return new ProtocolError(SERVER_ERROR, `${message} ${fix}`, { message, fix, ...rest });
}

/** An issue that the library finds in params, as its messages have them: as JSON. */
interface ParamsIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const MAX_MESSAGE = 500;

function invalidParams(method: string, error: unknown): ProtocolError | undefined {
  const { message } = error as Partial<Error>;
  const json = /^(?:Invalid \S+ request: )?(\[[^]*\])$/.exec(message ?? '')?.[1];
  if (json === undefined) return undefined;
  try {
    const said = (JSON.parse(json) as ParamsIssue[]).map(
      ({ path, message: what }) => `${path.join('.')}: ${what.replace(/^Invalid input: /, '')}`,
    );
    const text = maskKeys(`Invalid params of ${method}: ${said.join('; ')}`).slice(0, MAX_MESSAGE);
    return new ProtocolError(ProtocolErrorCode.InvalidParams, `${text}.`);
  } catch {
    return undefined;
  }
}

/** @throws ProtocolError for a cursor: all tools are in one page, so none was ever given out */
function requireNoCursor(cursor: string | undefined): void {
  if (cursor === undefined) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    'There is no such cursor: tools/list returns all tools in one page. Leave the cursor out.',
  );
}

/**
 * Creates the server of one request or one connection. It uses the low-level class, because `McpServer` would copy every
 * tool each time, validate inputs twice with different messages, and could not call tools that it does not list.
 */
export function mcpServer(catalog: ToolCatalog, caller: Caller): Server {
  const { serverInfo, instructions } = catalog;
  const server = new ToolServer(serverInfo, { ...OPTIONS, instructions });
  server.setRequestHandler('tools/list', async ({ params }) => {
    requireNoCursor(params?.cursor);
    return { tools: await catalog.shown(caller) };
  });
  server.setRequestHandler('tools/call', ({ params }, context) => callTool(catalog, caller, params, context));
  return server;
}
