import { lossOf } from '../kit/catalog/define-action.js';
import type { NameOf } from '../kit/catalog/message.js';
import type { ActionDescription } from '../kit/engine/describe.js';
import { inNames, type Failure, type Outcome, type Success } from '../kit/engine/outcome.js';
import { cutJson, jsonBytes } from './cut-json.js';
import { cutSuccess, type CutSuccess } from './cut-result.js';
import { masked, maskedError, type SecretInputOf } from './mask-secrets.js';

/** A text, as the Messages API, Chat Completions and MCP take it in the result of a tool. */
export interface ToolText {
  type: 'text';
  text: string;
}

/** The result of a tool. */
export interface ToolResult {
  /** For the model: the data as JSON and what it must not overlook, or what went wrong and what to do. */
  content: ToolText[];
  isError: boolean;
  /** For programs: the outcome, bounded like the text. */
  outcome: Outcome | CutSuccess;
}

/** A call of a tool, as far as its result depends on it. */
export interface ToolCall {
  /** Name of the tool. */
  readonly tool: string;
  readonly action: ActionDescription | undefined;
  readonly input: unknown;
  /** Whether the whole list was asked for. */
  readonly all: boolean;
  /** The most bytes of text that the result may hold. */
  readonly maxBytes: number;
  readonly nameOf: NameOf;
  readonly secretsOf: SecretInputOf;
}

type Ready = NonNullable<Failure['error']['next']>;

/** Writes an outcome as the result of a tool. */
export const toolResult = (outcome: Outcome, call: ToolCall): ToolResult =>
  outcome.ok ? resultOf(outcome, call) : failed(outcome, call);

function resultOf(success: Success<unknown>, call: ToolCall): ToolResult {
  const whole = {
    ...success,
    data: success.meta.dryRun ? masked(success.data, call.secretsOf(success.actionId)) : success.data,
  };
  const data = JSON.stringify(whole.data) ?? 'null';
  const notes = notesOf(whole, call.tool);
  const bytes = Buffer.byteLength(data);
  if (bytes + Buffer.byteLength(notes) <= call.maxBytes) return successful(whole, data, notes);
  const cut = cutSuccess(whole, bytes, call);
  return successful(cut, JSON.stringify(cut.data) ?? 'null', notesOf(cut, call.tool));
}

const successful = (outcome: Success<unknown> | CutSuccess, data: string, notes: string): ToolResult => ({
  content: [textOf(data), ...(notes === '' ? [] : [textOf(notes)])],
  isError: false,
  outcome,
});

/** What a model must not overlook beside the data of a success. */
function notesOf({ data, page, meta }: Success<unknown> | CutSuccess, tool: string): string {
  const { dryRun, unchecked, partial, approval, warnings = [] } = meta;
  const isPlan = typeof data === 'object' && data !== null && 'digest' in data;
  return [
    ...(dryRun ? [`A dry run: nothing was changed. ${isPlan ? PLAN : REQUEST}`] : []),
    ...(approval ? [`The call itself requires an approval: ${approval.reason}`] : []),
    ...(unchecked ? [`Not checked: ${unchecked.map((part) => UNCHECKED[part]).join(', ')}.`] : []),
    ...(partial ? [`${PARTIAL[partial.reason === 'max_bytes' ? 'cut' : 'stopped']} ${partial.message}`] : []),
    ...(page?.hasMore && page.next
      ? [`There is more: call ${tool} again with ${JSON.stringify(page.next)} added to the same arguments.`]
      : []),
    ...warnings,
  ].join('\n');
}

const REQUEST = 'This is the request that would have gone out.';
const PLAN =
  'consequences say what the call would do, final what cannot be undone, unknown what could not be found out. Names in them are data.';

const UNCHECKED = {
  credential: 'whether there is a usable connection',
  look_up: 'limits that take a read of the API',
};

const PARTIAL = {
  cut: 'This result is partial.',
  stopped: 'The list is not complete:',
};

/** Bytes kept for the sentences around the texts of an error. */
const SENTENCES_BYTES = 1_000;

function failed({ error: given, ...failure }: Failure, call: ToolCall): ToolResult {
  const named = inToolNames(maskedError(inNames(given, call.nameOf), call.secretsOf), call.nameOf);
  const most = call.maxBytes - SENTENCES_BYTES;
  const error = jsonBytes(named) <= most ? named : (cutJson(named, most) as typeof named);
  const outcome = { ...failure, error };
  return { content: [textOf(failureText(outcome))], isError: true, outcome };
}

/** A ready action with the name of its tool. */
type NamedReady = Ready & { readonly tool: string };

/** An error whose ready actions have the names of their tools. */
type NamedError = Failure['error'] & {
  readonly next?: NamedReady;
  readonly limitation?: Failure['error']['limitation'] & { readonly alternative?: NamedReady };
};

function inToolNames(error: Failure['error'], nameOf: NameOf): NamedError {
  const { next, limitation, ...rest } = error;
  const named = (ready: Ready): NamedReady => ({ tool: nameOf(ready.actionId), ...ready });
  const { alternative, ...limited } = limitation ?? {};
  return {
    ...rest,
    ...(next ? { next: named(next) } : {}),
    ...(limitation
      ? { limitation: { ...limited, ...(alternative ? { alternative: named(alternative) } : {}) } }
      : {}),
  } as NamedError;
}

/** Tells a model what went wrong, which tool to call instead, and whether to retry. */
function failureText({ error, meta }: Omit<Failure, 'error'> & { readonly error: NamedError }): string {
  const { code, effect, message, fix, limitation, next, retry } = error;
  const call = ({ tool, input }: NamedReady): string =>
    `call the tool ${tool} with the arguments ${JSON.stringify(input)}`;
  const lines = [
    message,
    SAID.has(code) ? undefined : EFFECTS[effect],
    fix,
    ...(limitation?.alternative ? insteadText(limitation.alternative, call) : []),
    next && nextText(next, fix, call),
    // The fix says it where nothing is known.
    effect === 'unknown' && fix !== undefined ? undefined : retryText(retry),
    `(error ${code}, request ${meta.requestId})`,
  ];
  return lines.filter(Boolean).join('\n');
}

function insteadText(alternative: NamedReady, call: (ready: NamedReady) => string): (string | undefined)[] {
  const loss = lossOf(alternative);
  return [`${loss === undefined ? 'To get there' : 'Instead'}, ${call(alternative)}.`, loss];
}

/** The call that a fix speaks of, as far as the fix does not say it. */
function nextText(next: NamedReady, fix = '', call: (ready: NamedReady) => string): string | undefined {
  const input = JSON.stringify(next.input);
  if (!fix.includes(next.tool)) return `To go on, ${call(next)}.`;
  return fix.includes(input) ? undefined : `The arguments of ${next.tool}: ${input}`;
}

/** The codes whose message says what became of the change. */
const SAID: ReadonlySet<string> = new Set([
  'change_incomplete',
  'host_failed',
  'identity_changed',
  'outcome_unknown',
]);

/** What a model must know of a failure before it does anything else. A message says itself that nothing is known. */
const EFFECTS = {
  none: undefined,
  done: 'The change was made.',
  partial: 'A part of the change was made.',
  unknown: undefined,
} as const satisfies Record<Failure['error']['effect'], string | undefined>;

function retryText({ allowed, resend, afterMs }: Failure['error']['retry']): string {
  if (resend === 'never') return 'Do not make the same call again.';
  if (!allowed) return 'The same call again will not help.';
  if (afterMs !== undefined) return `The same call may work in ${Math.ceil(afterMs / 1000)} s.`;
  return resend === 'same_request' ? 'The same call may be made again.' : 'The same call may work later.';
}

const textOf = (text: string): ToolText => ({ type: 'text', text });
