import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Caller } from '../caller.js';

/** Wraps a caller into what the handler passes through to its factory. The token stays behind. */
export const authInfoOf = (caller: Caller): AuthInfo => ({
  token: '',
  clientId: caller.context.actor?.id ?? '',
  scopes: [...caller.scopes],
  extra: { caller },
});

/** @throws Error where a request has come by without a caller. */
export function callerOf(info: AuthInfo | undefined): Caller {
  const caller = info?.extra?.['caller'] as Caller | undefined;
  if (caller) return caller;
  throw new Error('A request without a token has reached the MCP server.');
}
