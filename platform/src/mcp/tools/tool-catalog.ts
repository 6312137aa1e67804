import type { Tool } from '@modelcontextprotocol/server';
import type { ActionSummary } from 'anthropic-admin-connector';
import type { SwitchBoard } from '../../switches/switch-board.js';
import type { Caller } from '../caller.js';
import type { AnnotationProfile } from './annotations.js';
import { ConnectorTool, toolNameOf, toolNamesOf, type ToolSource } from './connector-tool.js';
import { shows } from './tool-view.js';

/** The part of the switches that a listing of tools needs. */
type ToolSwitches = Pick<SwitchBoard, 'shown'>;

/** The switches of a server without a database. */
const ALL_ON: ToolSwitches = { shown: async (_owner, actions) => [...actions] };

/** Every action of every connector as a tool, created once. */
export class ToolCatalog {
  readonly #byName = new Map<string, ConnectorTool>();

  /**
   * @param switches - what tenants have switched off; nothing by default
   * @throws Error if a source lists an action that it does not describe
   */
  constructor(
    readonly sources: readonly ToolSource[],
    profile: AnnotationProfile,
    private readonly switches: ToolSwitches = ALL_ON,
  ) {
    for (const source of sources) {
      const nameOf = toolNamesOf(source.manifest.id);
      for (const { id } of source.list({ include: 'all' })) {
        const action = source.describe(id, { nameOf });
        if (!action)
          throw new Error(`Connector "${source.manifest.id}" lists "${id}" but does not describe it.`);
        const tool = new ConnectorTool(source, action, profile);
        this.#byName.set(tool.name, tool);
      }
    }
  }

  /** Lists the tools in a caller's view that its scopes and switches allow, in the order of the documentation. */
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

  /** Finds a tool by name, listed or not. */
  find(name: string): ConnectorTool | undefined {
    return this.#byName.get(name);
  }
}
