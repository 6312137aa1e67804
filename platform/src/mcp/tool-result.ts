import type { CallToolResult } from '@modelcontextprotocol/server';
import {
  inNames,
  lossOf,
  type Failure,
  type NameOf,
  type Outcome,
  type Success,
} from 'anthropic-admin-connector';
import { toolNamesOf } from './tools/connector-tool.js';

type Ready = NonNullable<Failure['error']['next']>;

/** Writes an outcome as the result of a tool: complete as structured content, and as text for models. */
export function toolResultOf(outcome: Outcome, connectorId: string): CallToolResult {
  const nameOf = toolNamesOf(connectorId);
  if (!outcome.ok) {
    return {
      content: [text(failureText(outcome, connectorId))],
      structuredContent: { ...outcome, error: inNames(outcome.error, nameOf) },
      isError: true,
    };
  }
  const notes = successNotes(outcome, nameOf(outcome.actionId));
  return {
    content: [text(JSON.stringify(outcome.data)), ...(notes.length > 0 ? [text(notes.join('\n'))] : [])],
    structuredContent: { ...outcome },
  };
}

/** Tells a model what went wrong, which tool to call instead, and whether to retry. */
export function failureText({ error, meta }: Failure, connectorId: string): string {
  const nameOf: NameOf = toolNamesOf(connectorId);
  const { code, message, fix, limitation, next, retry } = inNames(error, nameOf);
  const call = ({ actionId, input }: Ready): string =>
    `call the tool ${nameOf(actionId)} with the arguments ${JSON.stringify(input)}`;
  const lines = [
    message,
    fix,
    ...(limitation?.alternative ? insteadText(limitation.alternative, call) : []),
    next &&
      (code === 'outcome_unknown' ? `Before anything else, ${call(next)}.` : `To go on, ${call(next)}.`),
    retryText(retry),
    `(error ${code}, request ${meta.requestId})`,
  ];
  return lines.filter(Boolean).join('\n');
}

function insteadText(alternative: Ready, call: (ready: Ready) => string): (string | undefined)[] {
  const loss = lossOf(alternative);
  return [`${loss === undefined ? 'To get there' : 'Instead'}, ${call(alternative)}.`, loss];
}

function retryText({ allowed, afterMs }: Failure['error']['retry']): string {
  if (!allowed) return 'The same call again will not help.';
  return afterMs === undefined
    ? 'The same call may work later.'
    : `The same call may work in ${Math.ceil(afterMs / 1000)} s.`;
}

/** Lists what a model must not overlook beside the data of a success. */
function successNotes({ page, meta }: Success<unknown>, tool: string): string[] {
  const { dryRun, partial, warnings = [] } = meta;
  return [
    ...(dryRun ? ['A dry run: nothing was sent. This is the request that would have gone out.'] : []),
    ...(partial ? [`The list was cut short and is not complete: ${partial.message}`] : []),
    ...(page?.hasMore && page.next
      ? [`There is more: call ${tool} again with ${JSON.stringify(page.next)} added to the same arguments.`]
      : []),
    ...warnings,
  ];
}

const text = (words: string): CallToolResult['content'][number] => ({ type: 'text', text: words });
