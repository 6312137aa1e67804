import {
  actionsIn,
  describedAction,
  howToList,
  mcpTool,
  toolNames,
  type AnnotationProfile,
  type McpTool,
  type ToolSource as AnyToolSource,
} from 'anthropic-admin-connector/tools';
import type { ActionDescription, ActionSummary, ConnectionService } from 'anthropic-admin-connector';
import { powerOf } from 'anthropic-admin-connector/kit';
import { callerOf } from '../../http/request-context.js';
import { missingFor } from '../../permissions/permissions.js';
import { includesAction, includesConnection } from '../../permissions/token-limits.js';
import { isIncluded, type WithKeyUse } from '../../stores/key-use/key-use-policy.js';
import type { SwitchBoard } from '../../switches/switch-board.js';
import type { Caller } from '../caller.js';
import { instructionsFor, serverInfoOf, type Introduced } from '../server-info.js';

/** The part of a connector that the server needs. */
export type ToolSource = AnyToolSource & {
  readonly manifest: Introduced;
  /** Where the policies of keys are; nothing is left out of the list without it. */
  readonly connections?: Pick<ConnectionService, 'find'>;
};

/** An action as a tool. */
export class ConnectorTool {
  #listing: McpTool | undefined;

  constructor(
    readonly name: string,
    readonly source: ToolSource,
    private readonly action: ActionDescription,
    private readonly profile: AnnotationProfile,
  ) {}

  /** Id of the action. */
  get actionId(): string {
    return this.action.id;
  }

  /** The scopes that a token with these scopes lacks for a call with these arguments. */
  missing(scopes: ReadonlySet<string>, input: unknown): readonly string[] {
    return missingFor(scopes, this.source.manifest.id, this.action, input);
  }

  /** Whether a token with these scopes may call the tool with any arguments at all. */
  isFor(scopes: ReadonlySet<string>): boolean {
    return this.missing(scopes, {}).length === 0;
  }

  /** The entry of `tools/list`, created on first use because some tools are never listed. */
  get listing(): McpTool {
    return (this.#listing ??= mcpTool(this.name, this.action, { annotations: this.profile }));
  }
}

/** The part of the switches that a listing of tools needs. */
type ToolSwitches = Pick<SwitchBoard, 'shown'>;

/** The switches of a server without a database. */
const ALL_ON: ToolSwitches = { shown: async (_owner, actions) => [...actions] };

/** How tools are listed and run. */
export interface ToolCatalogSettings {
  readonly annotations: AnnotationProfile;
  /** The most bytes of text that a result may hold. */
  readonly maxResultBytes: number;
}

/** Every action of every connector as a tool, created once. */
export class ToolCatalog {
  readonly serverInfo: ReturnType<typeof serverInfoOf>;
  /** What a model reads before the tools. */
  readonly instructions: string;
  readonly #byName = new Map<string, ConnectorTool>();
  readonly #listed = new Map<ToolSource, readonly ActionSummary[]>();
  /** The names of the tools that the texts of a tool mention. */
  readonly #mentions = new Map<string, ReadonlySet<string>>();

  /**
   * @param switches - what tenants have switched off; nothing by default
   * @throws RangeError if a source lists an action that it does not describe
   */
  constructor(
    readonly sources: readonly ToolSource[],
    readonly settings: ToolCatalogSettings,
    private readonly switches: ToolSwitches = ALL_ON,
  ) {
    const connectors = sources.map(({ manifest }) => manifest);
    this.serverInfo = serverInfoOf(connectors);
    this.instructions = instructionsFor(connectors);
    for (const source of sources) {
      const nameOf = toolNames(source);
      this.#listed.set(source, source.list());
      for (const { id } of source.list({ include: 'all' })) {
        const { action, mentions } = describedAction(source, id, nameOf);
        const name = nameOf(id);
        this.#byName.set(name, new ConnectorTool(name, source, action, settings.annotations));
        this.#mentions.set(name, mentions);
      }
    }
  }

  /**
   * Lists the tools in a caller's view that its scopes, the switches and the key of its connection allow, in the order of the
   * documentation.
   */
  async shown(caller: Caller): Promise<McpTool[]> {
    const tools = await Promise.all(this.sources.map((source) => this.shownOf(source, caller)));
    return tools.flat();
  }

  private async shownOf(source: ToolSource, { view, scopes, context }: Caller): Promise<McpTool[]> {
    const owner = { tenantId: context.tenantId, connector: source.manifest.id };
    const nameOf = toolNames(source);
    const listed = this.#listed.get(source) ?? [];
    const inView = actionsIn(listed, view, (id) => this.#mentions.get(nameOf(id)) ?? new Set());
    const forKey = await allowedForKey(source, context);
    const token = callerOf(context)?.principal.token ?? {};
    const isIncluded = includesConnection(token, context.connection);
    const tools = (await this.switches.shown(owner, inView))
      .filter((action) => forKey(action) && isIncluded && includesAction(token, owner.connector, action.id))
      .map(({ id }) => this.#byName.get(nameOf(id)) as ConnectorTool)
      .filter((tool) => tool.isFor(scopes));
    const names = new Set(tools.map(({ name }) => name));
    const others = listed.filter(({ id }) => !names.has(nameOf(id)));
    return tools.map(({ name, listing }) => {
      const missing = others.filter(({ id }) => this.#mentions.get(name)?.has(id));
      const where = missing.map(
        (action) =>
          `${nameOf(action.id)} (${howToList(view, action) ?? 'switched off, or not allowed for your token or the key of the connection'})`,
      );
      return withNote(listing, where);
    });
  }

  /** Finds a tool by name, listed or not. */
  find(name: string): ConnectorTool | undefined {
    return this.#byName.get(name);
  }
}

/** Whether the policy of a caller's connection includes an action; hours and calls a day change, so they hide nothing. */
async function allowedForKey(
  { connections }: ToolSource,
  { tenantId, connection: name = 'default' }: Caller['context'],
): Promise<(action: ActionSummary) => boolean> {
  const found: WithKeyUse | undefined = await connections?.find({ tenantId, name });
  const policy = found?.keyUse;
  return ({ id: actionId, packs, effect }) =>
    !policy || isIncluded(policy, { actionId, packs, power: powerOf(effect) });
}

/** Tells where the tools are that a description mentions and the list lacks. */
const withNote = (listing: McpTool, where: readonly string[]): McpTool =>
  where.length === 0
    ? listing
    : { ...listing, description: `${listing.description} Not in this list: ${where.join(', ')}.` };
