import type { CostRow } from './cost-api.js';
import type { Dimension } from './cost-view.js';

/** The words for an id that the reports do not name: no filter can ask for it. */
const WORDS: Readonly<Record<string, string>> = {
  default_workspace: 'Default workspace',
  console: 'Console (no API key)',
  unattributed: 'Not attributed',
};

/** The name of the row of all other groups. */
export const OTHERS = 'All others';

/** The group of a row: its id, its name, and whether a filter can ask for it. */
export interface NamedGroup {
  readonly id: string;
  readonly name: string;
  readonly canFilter: boolean;
}

/** The group of a row by a dimension. */
export function groupOf({ group, names, is_other: isOther }: CostRow, by: Dimension): NamedGroup {
  if (isOther === true) return { id: '', name: OTHERS, canFilter: false };
  const id = group[by] ?? 'unattributed';
  const word = WORDS[id];
  return { id, name: names?.[by] ?? word ?? id, canFilter: word === undefined };
}
