import type { ActionSummary } from './action.js';

/** A heading with its actions. */
export interface ActionsUnder {
  readonly title: string;
  readonly description: string;
  readonly actions: readonly ActionSummary[];
}

/** The actions under the headings of their groups, both in the order in which they come. */
export function grouped(actions: readonly ActionSummary[]): readonly ActionsUnder[] {
  const titles = new Set(actions.map(({ group }) => group.title));
  return [...titles].map((title) => {
    const own = actions.filter(({ group }) => group.title === title);
    return { title, description: own[0]?.group.description ?? '', actions: own };
  });
}
