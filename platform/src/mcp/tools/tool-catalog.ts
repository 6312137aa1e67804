import type { Tool } from '@modelcontextprotocol/server';
import type { ActionSummary } from 'anthropic-admin-connector';
import type { Caller } from '../caller.js';
import type { AnnotationProfile } from './annotations.js';
import type { ConnectorTool } from './connector-tool.js';
import { madeOf } from './connector-tool.js';
import { toolNameOf } from './tool-name.js';
import type { ToolSource } from './tool-source.js';
import { ALL_ON, type ToolSwitches } from './tool-switches.js';
import { shows } from './tool-view.js';

/** Every action of every connector as a tool, made once and not for each call. */
export class ToolCatalog {
  readonly #byName = new Map<string, ConnectorTool>();

  /** @param switches - what tenants have switched off; nothing unless said. */
  constructor(
    readonly sources: readonly ToolSource[],
    profile: AnnotationProfile,
    private readonly switches: ToolSwitches = ALL_ON,
  ) {
    for (const source of sources) {
      for (const { id } of source.list({ include: 'all' })) {
        const tool = madeOf(source, id, profile);
        this.#byName.set(tool.name, tool);
      }
    }
  }

  /** The tools that a caller wants to see, may call and has not switched off, always in the order of the docs. */
  async shown(caller: Caller): Promise<Tool[]> {
    const tools = await Promise.all(this.sources.map((source) => this.shownOf(source, caller)));
    return tools.flat();
  }

  private async shownOf(source: ToolSource, { view, scopes, context }: Caller): Promise<Tool[]> {
    const owner = { tenantId: context.tenantId, connector: source.manifest.id };
    const inView = source.list().filter((action) => shows(view, action));
    return (await this.switches.shown(owner, inView))
      .map((action) => this.of(source, action))
      .filter(({ scope }) => scopes.has(scope))
      .map(({ listing }) => listing);
  }

  private of({ manifest }: ToolSource, { id }: ActionSummary): ConnectorTool {
    return this.#byName.get(toolNameOf(manifest.id, id)) as ConnectorTool;
  }

  /** The tool of a name, whether it is in a listing or not. */
  find(name: string): ConnectorTool | undefined {
    return this.#byName.get(name);
  }
}
