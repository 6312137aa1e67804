import { randomUUID } from 'node:crypto';
import type { NameOf } from '../kit/catalog/message.js';
import type { InvocationContext } from '../kit/engine/context.js';
import type { ActionDescription } from '../kit/engine/describe.js';
import { outcomeError } from '../kit/engine/connector-error.js';
import type { Failure } from '../kit/engine/outcome.js';
import { fromStrict } from './schema/from-strict.js';
import { extraArguments, splitArguments, WrongArgument, type SplitArguments } from './tool-arguments.js';
import { toolResult, type ToolResult } from './tool-result.js';
import type { ToolSource } from './tool-view.js';
import type { ToolFormat } from './to-tools.js';

/** How a tool is run. */
export interface RunToolOptions {
  /** The form in which the tools were listed, which decides how their arguments are read; `anthropic` if omitted. */
  readonly format?: ToolFormat;
  /** What tool names begin with; the id of the connector and an underscore if omitted. */
  readonly prefix?: string;
  /** The most bytes of text that a result may hold, at least 10,000; 100,000 if omitted. */
  readonly maxBytes?: number;
  /** Checks the call and shows its request instead of running it, as `connector.plan` does. */
  readonly plan?: boolean;
}

/** Names the actions of a connector by their tools: a prefix, the connector's id and an underscore by default. */
export const toolNames =
  ({ manifest }: Pick<ToolSource, 'manifest'>, prefix = `${manifest.id}_`): NameOf =>
  (actionId) =>
    `${prefix}${actionId}`;

/** The most bytes of text in the result of a tool. */
export const MAX_RESULT_BYTES = { least: 10_000, default: 100_000 } as const;

/**
 * Runs a tool that `toTools` has listed. It does not reject because of its arguments: every failure is a result for the
 * model. Results hold at most `maxBytes` of text; a longer list is cut after a whole item, and the result says how much
 * there was and how to ask for less.
 *
 * @example
 * const { content, isError } = await runTool(connector, block.name, block.input, { tenantId: 't1' });
 * @param args - the arguments as the model wrote them: an object, or its JSON
 * @throws RangeError if `maxBytes` is less than 10,000
 */
export async function runTool(
  connector: ToolSource,
  name: string,
  args: unknown,
  context: InvocationContext,
  { format = 'anthropic', prefix, maxBytes = MAX_RESULT_BYTES.default, plan = false }: RunToolOptions = {},
): Promise<ToolResult> {
  if (!(maxBytes >= MAX_RESULT_BYTES.least))
    throw new RangeError(`maxBytes must be at least ${MAX_RESULT_BYTES.least}; it is ${maxBytes}.`);
  const nameOf = toolNames(connector, prefix);
  const start = nameOf('');
  const actionId = name.startsWith(start) ? name.slice(start.length) : name;
  const action = knownAction(connector, actionId);

  const call = {
    tool: nameOf(actionId),
    action,
    maxBytes,
    nameOf,
    secretsOf: (id: string) => knownAction(connector, id)?.secretInput ?? [],
  };
  const read = readArguments(args, action, format);
  if (read instanceof WrongArgument)
    return toolResult(refusal(actionId, read, context), { ...call, input: {}, all: false });
  const { input, dryRun = false, ...extras } = read;
  const called = { ...context, ...extras, ...(dryRun === 'plan' ? { consequences: true } : {}) };
  const outcome =
    plan || dryRun !== false
      ? await connector.planById(actionId, input, called)
      : await connector.invokeById(actionId, input, called);
  return toolResult(outcome, { ...call, input, all: called.all === true });
}

/** The outcome of a call that was not run because of its arguments. */
const refusal = (
  actionId: string,
  { path, message }: WrongArgument,
  context: InvocationContext,
): Failure => ({
  ok: false,
  actionId,
  error: outcomeError('invalid_input', { message, issues: [{ path, rule: 'argument', message }] }),
  meta: { requestId: context.requestId ?? randomUUID(), durationMs: 0, attempts: 0 },
});

/** The arguments as the action takes them; a WrongArgument if they cannot be read. */
function readArguments(
  given: unknown,
  known: KnownAction | undefined,
  format: ToolFormat,
): SplitArguments | WrongArgument {
  try {
    const args: unknown = typeof given === 'string' ? JSON.parse(given === '' ? '{}' : given) : (given ?? {});
    if (known && format === 'openai') return { input: fromStrict(known.inputSchema, args) };
    if (known && format === 'mcp' && typeof args === 'object' && args !== null && hasAny(known.extras, args))
      return splitArguments(args, known.extras);
    return { input: args };
  } catch (error) {
    if (error instanceof SyntaxError)
      return new WrongArgument('', 'The arguments are not valid JSON. Send one JSON object.');
    if (error instanceof WrongArgument) return error;
    if (error instanceof RangeError) return new WrongArgument('', 'The arguments are nested too deeply.');
    throw error;
  }
}

const hasAny = (names: readonly string[], args: object): boolean =>
  names.some((name) => Object.hasOwn(args, name));

/** An action with the names of the arguments that its tool has beside its input. */
interface KnownAction extends ActionDescription {
  readonly extras: readonly string[];
}

/** What connectors say of their actions does not change, and is costly to write for each call. */
const knownActions = new WeakMap<ToolSource, Map<string, KnownAction>>();

function knownAction(connector: ToolSource, id: string): KnownAction | undefined {
  const known = knownActions.get(connector) ?? new Map<string, KnownAction>();
  knownActions.set(connector, known);
  const before = known.get(id);
  if (before) return before;
  const action = connector.describe(id, { titles: false });
  if (!action) return undefined;
  const first = { ...action, extras: Object.keys(extraArguments(action)) };
  known.set(id, first);
  return first;
}
