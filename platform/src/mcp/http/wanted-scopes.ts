import type { ToolCatalog } from '../tools/tool-catalog.js';

/** The scopes that the calls of a body want; a body is one message, or several of an older client. */
export const wantedScopes = (body: unknown, catalog: ToolCatalog): string[] =>
  [body].flat().flatMap((message) => {
    const { method, params } = (message ?? {}) as { method?: unknown; params?: { name?: unknown } | null };
    const tool = method === 'tools/call' ? catalog.find(String(params?.name)) : undefined;
    return tool === undefined ? [] : [tool.scope];
  });
