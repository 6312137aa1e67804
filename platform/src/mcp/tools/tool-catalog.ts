import type { Tool } from '@modelcontextprotocol/server';
import type { ActionSummary } from 'anthropic-admin-connector';
import type { SwitchBoard } from '../../switches/switch-board.js';
import type { Caller } from '../caller.js';
import type { AnnotationProfile } from './annotations.js';
import { ConnectorTool, toolNameOf, toolNamesOf, type ToolSource } from './connector-tool.js';
import type { Manifest } from 'anthropic-admin-connector';

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
        const action = source.describe(id, { nameOf, titles: false });
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

/** Tools that are listed only on request. */
export const INCLUDABLE = ['limited', 'beta'] as const;

/** Name of a kind of tools that is listed only on request. */
export type Includable = (typeof INCLUDABLE)[number];

/** Which tools a client asks to list. */
export interface ToolView {
  readonly packs: readonly string[];
  readonly include: readonly Includable[];
}

/** Tells whether a view contains an action. */
export const shows = ({ packs, include }: ToolView, action: ActionSummary): boolean =>
  packs.some((pack) => packHolds(pack, action)) &&
  (action.available || include.includes('limited')) &&
  (!action.beta || include.includes('beta'));

/** A word that is no pack, or no kind of tools to include. */
export class InvalidToolView extends RangeError {
  constructor(
    /** The parameter that contains the word. */
    readonly parameter: 'pack' | 'include',
    known: readonly string[],
  ) {
    super(`${parameter} must be one or more of ${known.join(', ')}, with commas between them`);
  }
}

/**
 * Reads a view from comma-separated words; by default all offered tools.
 * @param packNames - the packs that exist
 * @throws InvalidToolView
 */
export const toolViewFrom = (
  pack: string | undefined,
  include: string | undefined,
  packNames: readonly string[],
): ToolView => ({
  packs: wordsOf('pack', pack ?? 'all', packNames),
  include: wordsOf('include', include ?? '', INCLUDABLE),
});

function wordsOf<Word extends string>(
  parameter: InvalidToolView['parameter'],
  given: string,
  known: readonly Word[],
): Word[] {
  const words = given.split(',').filter((word) => word !== '');
  const isKnown = (word: string): word is Word => known.some((one) => one === word);
  if (!words.every(isKnown)) throw new InvalidToolView(parameter, known);
  return words;
}

/** Packs that every connector has; the others are those of its catalogue. */
const GENERAL: Readonly<Record<string, (action: ActionSummary) => boolean>> = {
  reader: ({ effect }) => effect.kind === 'read',
  all: () => true,
};

/** Lists the names of the packs of these connectors. */
export const packNamesOf = (manifests: readonly Pick<Manifest, 'packs'>[]): string[] => [
  ...new Set(['reader', ...manifests.flatMap(({ packs }) => Object.keys(packs)), 'all']),
];

/** Tells whether a pack contains an action. Fewer tools cost a model less; any tool can still be called by its name. */
export const packHolds = (pack: string, action: ActionSummary): boolean =>
  (Object.hasOwn(GENERAL, pack) && GENERAL[pack]?.(action)) || action.packs.includes(pack);
