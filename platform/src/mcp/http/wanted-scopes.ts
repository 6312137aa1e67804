import type { ToolCatalog } from '../tools/tool-catalog.js';

/** The scopes that the calls of a body want; a body is one message, or several of an older client. */
export const wantedScopes = (body: unknown, catalog: ToolCatalog): string[] =>
  [body].flat().flatMap((message) => {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } | null };
    const { name } = params ?? {};
    const tool = method === 'tools/call' && typeof name === 'string' ? catalog.find(name) : undefined;
    return tool === undefined ? [] : [tool.scope];
  });
