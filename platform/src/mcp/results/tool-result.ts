import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Outcome } from 'anthropic-admin-connector';
import { failureText, type ToolWords } from './failure-text.js';
import { successNotes } from './success-notes.js';

const text = (words: string): CallToolResult['content'][number] => ({ type: 'text', text: words });

/** An outcome as the result of a tool: whole for programs, and in words for models. */
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
