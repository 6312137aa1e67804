import type { ActionSummary, Manifest } from 'anthropic-admin-connector';

/** Packs that every connector has; the others are those of its catalogue. */
const GENERAL: Readonly<Record<string, (action: ActionSummary) => boolean>> = {
  reader: ({ effect }) => effect.kind === 'read',
  all: () => true,
};

/** Lists the names of the packs of these connectors. */
export const packNamesOf = (manifests: readonly Pick<Manifest, 'packs'>[]): string[] => [
  ...new Set([...Object.keys(GENERAL), ...manifests.flatMap(({ packs }) => Object.keys(packs))]),
];

/** Tells whether a pack contains an action. Fewer tools cost a model less; any tool can still be called by its name. */
export const packHolds = (pack: string, action: ActionSummary): boolean =>
  (Object.hasOwn(GENERAL, pack) && GENERAL[pack]?.(action)) || action.packs.includes(pack);
