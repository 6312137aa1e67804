import type { Tool } from '@modelcontextprotocol/server';
import type { ActionSummary } from 'anthropic-admin-connector';
import type { AnnotationProfile } from './annotations.js';
import type { ToolSource } from './tool-source.js';
import type { ConnectorTool } from './connector-tool.js';
import { madeOf } from './connector-tool.js';
import { toolNameOf } from './tool-name.js';
import { shows, type ToolView } from './tool-view.js';

/** Every action of every connector as a tool, made once and not for each call. */
export class ToolCatalog {
  readonly #byName = new Map<string, ConnectorTool>();
  readonly #listed: readonly { readonly action: ActionSummary; readonly tool: ConnectorTool }[];

  constructor(
    readonly sources: readonly ToolSource[],
    profile: AnnotationProfile,
  ) {
    for (const source of sources) {
      for (const { id } of source.list({ include: 'all' })) {
        const tool = madeOf(source, id, profile);
        this.#byName.set(tool.name, tool);
      }
    }
    this.#listed = sources.flatMap((source) =>
      source.list().map((action) => ({ action, tool: this.of(source, action) })),
    );
  }

  /** The tools that a view shows and a token may call, always in the order of the docs. */
  shown(view: ToolView, scopes: ReadonlySet<string>): Tool[] {
    return this.#listed
      .filter(({ action, tool }) => shows(view, action) && scopes.has(tool.scope))
      .map(({ tool }) => tool.listing);
  }

  private of({ manifest }: ToolSource, { id }: ActionSummary): ConnectorTool {
    return this.#byName.get(toolNameOf(manifest.id, id)) as ConnectorTool;
  }

  /** The tool of a name, whether it is in a listing or not. */
  find(name: string): ConnectorTool | undefined {
    return this.#byName.get(name);
  }
}
