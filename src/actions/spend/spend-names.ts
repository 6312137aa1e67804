import type { ActionSteps } from '../../kit/catalog/index.js';
import type { SpendDimension, SpendGroup } from '../../reports/dimensions.js';

type List = 'workspaces_list' | 'api_keys_list' | 'users_list';

/** The lists that have the names of ids. An actor is a member or an API key; service accounts have no list. */
const LISTS: Readonly<Partial<Record<SpendDimension, readonly List[]>>> = {
  workspace: ['workspaces_list'],
  api_key: ['api_keys_list'],
  actor: ['users_list', 'api_keys_list'],
};

const INPUTS: Readonly<Partial<Record<List, object>>> = {
  workspaces_list: { include_archived: true, include_default: true },
};

const OPTIONS = { isOptional: true, isRemembered: true } as const;

interface Named {
  readonly id: string;
  readonly name?: string | null;
  readonly email?: string | null;
}

/** Finds the names of ids in groups; what cannot be read is a warning. */
export async function namesFor(
  steps: ActionSteps,
  dimensions: readonly SpendDimension[],
): Promise<(group: SpendGroup) => SpendGroup> {
  const names = new Map<string, string>();
  const lists = new Set(dimensions.flatMap((dimension) => LISTS[dimension] ?? []));
  await Promise.all(
    [...lists].map(async (list) => {
      const { items, cut } = await steps.list<Named>(list, INPUTS[list] ?? {}, OPTIONS);
      if (cut) steps.warn(`Some names are missing, because ${list} was not read to its end: ${cut.message}`);
      for (const { id, name, email } of items) {
        const known = name ?? email;
        if (known) names.set(id, known);
      }
    }),
  );
  return (group) =>
    Object.fromEntries(
      Object.entries(group).flatMap(([dimension, id]) => {
        const name = LISTS[dimension as SpendDimension] ? names.get(id) : undefined;
        return name === undefined ? [] : [[dimension, name]];
      }),
    );
}
