import { PlatformError } from '../../problems/platform-error.js';
import type { ToolCatalog } from '../tools/tool-catalog.js';

/** Methods that a Fetch API `Request`, which the MCP server reads, cannot have. */
const FORBIDDEN: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** More than twice the depth of any tool's arguments. */
const MAX_DEPTH = 64;

/**
 * Refuses methods that cannot be passed to the MCP server; it answers every other method itself.
 * @throws PlatformError unknown_route
 */
export function requireAllowedMethod(method: string): void {
  if (!FORBIDDEN.has(method)) return;
  throw new PlatformError('unknown_route', {
    message: 'There is no such method here.',
    fix: 'Send messages with POST.',
  });
}

/**
 * Refuses bodies so deeply nested that recursive code would overflow the stack.
 * @throws PlatformError malformed_request
 */
export function requireDepthLimit(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) {
      throw new PlatformError('malformed_request', {
        message: `The body is nested more than ${MAX_DEPTH} levels deep.`,
        fix: 'Send the arguments as the schema of the tool has them.',
      });
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}

/** Lists the scopes that the calls in a body require; a body is one message, or a batch from an older client. */
export const requiredScopes = (body: unknown, catalog: ToolCatalog): string[] =>
  [body].flat().flatMap((message) => {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } | null };
    const { name } = params ?? {};
    const tool = method === 'tools/call' && typeof name === 'string' ? catalog.find(name) : undefined;
    return tool === undefined ? [] : [tool.scope];
  });
