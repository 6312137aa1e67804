import type { Failure } from 'anthropic-admin-connector';

/** Names of tools in place of those of actions. */
export interface ToolWords {
  /** Turns the actions that a text names into tools. */
  inTools(text: string): string;
  /** The tool of an action. */
  nameOf(actionId: string): string;
}

type Ready = NonNullable<Failure['error']['next']>;

/** What a model needs to know of a failure: what is wrong, what to call in its place, and whether to try again. */
export function failureText({ error, meta }: Failure, words: ToolWords): string {
  const { code, message, fix, limitation, next, retry } = error;
  const call = ({ actionId, input }: Ready): string =>
    `call the tool ${words.nameOf(actionId)} with the arguments ${JSON.stringify(input)}`;
  const lines = [
    words.inTools(message),
    fix && words.inTools(fix),
    limitation?.alternative && `To get there, ${call(limitation.alternative)}.`,
    next &&
      (code === 'outcome_unknown' ? `Before anything else, ${call(next)}.` : `To go on, ${call(next)}.`),
    retryText(retry),
    `(error ${code}, request ${meta.requestId})`,
  ];
  return lines.filter(Boolean).join('\n');
}

function retryText({ allowed, afterMs }: Failure['error']['retry']): string {
  if (!allowed) return 'The same call again will not help.';
  return afterMs === undefined
    ? 'The same call may work later.'
    : `The same call may work in ${Math.ceil(afterMs / 1000)} s.`;
}
