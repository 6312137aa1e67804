import type { NameOf } from '../kit/catalog/message.js';
import type { Manifest, MountedConnector } from '../kit/engine/connector.js';
import type { ActionDescription, ActionSummary } from '../kit/engine/describe.js';

/** The part of a connector that tools are made from; any connector has it. */
export type ToolSource = Pick<MountedConnector, 'describe' | 'list' | 'invokeById' | 'planById'> & {
  readonly manifest: Pick<Manifest, 'id' | 'packs'>;
};

/** Tools that are listed only on request: what the API lacks, and what is in beta and not recommended. */
export const INCLUDABLE = ['limited', 'beta'] as const;

/** Name of a kind of tools that is listed only on request. */
export type Includable = (typeof INCLUDABLE)[number];

/** Which tools a list has. */
export interface ToolView {
  readonly packs: readonly string[];
  readonly include: readonly Includable[];
}

/** A word that is no pack, or no kind of tools to include. */
export class InvalidToolView extends RangeError {
  override readonly name = 'InvalidToolView';

  constructor(
    /** The parameter that contains the word. */
    readonly parameter: 'pack' | 'include',
    known: readonly string[],
  ) {
    super(`${parameter} must be one or more of ${known.join(', ')}, with commas between them`);
  }
}

/**
 * Reads a view from lists or from comma-separated words; by default all offered tools.
 * @param packNames - the packs that exist
 * @throws InvalidToolView
 */
export const toolViewFrom = (
  pack: string | readonly string[] | undefined,
  include: string | readonly string[] | undefined,
  packNames: readonly string[],
): ToolView => ({
  packs: wordsOf('pack', pack ?? 'all', packNames),
  include: wordsOf('include', include ?? '', INCLUDABLE),
});

function wordsOf<Word extends string>(
  parameter: InvalidToolView['parameter'],
  given: string | readonly string[],
  known: readonly Word[],
): Word[] {
  const words = [given].flat().flatMap((text) => text.split(',').filter((word) => word !== ''));
  const isKnown = (word: string): word is Word => known.some((one) => one === word);
  if (!words.every(isKnown)) throw new InvalidToolView(parameter, known);
  return words;
}

/** An action as its surface names actions, and what its texts mention. */
export interface DescribedAction {
  readonly action: ActionDescription;
  /** Ids of the actions that its texts mention. */
  readonly mentions: ReadonlySet<string>;
}

/**
 * Describes an action in the names of a surface.
 * @throws RangeError if there is no such action
 */
export function describedAction(
  connector: Pick<ToolSource, 'describe' | 'manifest'>,
  actionId: string,
  nameOf: NameOf,
): DescribedAction {
  const mentions = new Set<string>();
  const collecting: NameOf = (id) => {
    mentions.add(id);
    return nameOf(id);
  };
  const action = connector.describe(actionId, { nameOf: collecting, titles: false });
  if (action) return { action, mentions };
  throw new RangeError(`The connector "${connector.manifest.id}" has no action "${actionId}".`);
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

/**
 * The actions of a view in the order of the catalogue, with the reads that their texts refer to, and those that these
 * refer to: a list must not tell a model to look up an id with a tool that it does not have. Writes are not added,
 * because a pack also bounds what a model may change.
 * @param all - every listed action
 * @param mentionsOf - the ids of the actions that the texts of an action mention
 */
export function actionsIn(
  all: readonly ActionSummary[],
  view: ToolView,
  mentionsOf: (actionId: string) => ReadonlySet<string>,
): ActionSummary[] {
  const listed = new Set(all.filter((action) => shows(view, action)).map(({ id }) => id));
  const reads = all.filter(({ available, effect }) => available && effect.kind === 'read');
  const readIds = new Set(reads.map(({ id }) => id));
  // A set that grows while it is read is read to its new end.
  for (const id of listed) for (const other of mentionsOf(id)) if (readIds.has(other)) listed.add(other);
  return all.filter(({ id }) => listed.has(id));
}

/** Says how to list an action that a view lacks; undefined where the view has it, and something else keeps it out. */
export function howToList(view: ToolView, action: ActionSummary): string | undefined {
  if (shows(view, action)) return undefined;
  const { packs, available, beta, recommended } = action;
  const include = [...(available ? [] : ['limited']), ...(beta && !recommended ? ['beta'] : [])];
  return [`pack=${packs[0] ?? 'all'}`, ...(include.length > 0 ? [`include=${include.join(',')}`] : [])].join(
    '&',
  );
}

const shows = ({ packs, include }: ToolView, action: ActionSummary): boolean =>
  packs.some((pack) => packHolds(pack, action)) &&
  (action.available || include.includes('limited')) &&
  (!action.beta || action.recommended === true || include.includes('beta'));

const packHolds = (pack: string, action: ActionSummary): boolean =>
  (Object.hasOwn(GENERAL, pack) && GENERAL[pack]?.(action)) || action.packs.includes(pack);
