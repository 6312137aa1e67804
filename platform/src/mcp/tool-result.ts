import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Failure, Outcome, Success } from 'anthropic-admin-connector';
import { toolNameOf } from './tools/connector-tool.js';
import type { ToolCatalog } from './tools/tool-catalog.js';

/** The names of tools in place of those of actions. */
export interface ToolWords {
  /** Replaces the names of actions in a text by the names of their tools. */
  inTools(text: string): string;
  /** The tool of an action. */
  nameOf(actionId: string): string;
}

type Ready = NonNullable<Failure['error']['next']>;

const SNAKE_CASE = /\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b/g;

/** Returns the tool names of one connector. */
export const wordsOf = (catalog: ToolCatalog, connectorId: string): ToolWords => {
  const nameOf = (actionId: string): string => toolNameOf(connectorId, actionId);
  const toolOf = (word: string): string => (catalog.find(nameOf(word)) ? nameOf(word) : word);
  return { nameOf, inTools: (text) => text.replace(SNAKE_CASE, toolOf) };
};

/** Writes an outcome as the result of a tool: complete as structured content, and as text for models. */
export function toolResultOf(outcome: Outcome, words: ToolWords): CallToolResult {
  const structuredContent = outcome as unknown as Record<string, unknown>;
  if (!outcome.ok) {
    return { content: [text(failureText(outcome, words))], structuredContent, isError: true };
  }
  const notes = successNotes(outcome, words.nameOf(outcome.actionId));
  return {
    content: [text(JSON.stringify(outcome.data)), ...(notes.length > 0 ? [text(notes.join('\n'))] : [])],
    structuredContent,
  };
}

/** Tells a model what went wrong, which tool to call instead, and whether to retry. */
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
