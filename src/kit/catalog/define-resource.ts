import type { Action } from './define-action.js';

/** Actions that belong together, for listings, docs and pages. */
export interface ActionGroup {
  readonly title: string;
  /** One sentence. */
  readonly description: string;
}

/** A resource of the API: everything that listings, tool packs and examples need to know of it. */
export interface Resource<Actions extends readonly Action[] = readonly Action[]> {
  readonly group: ActionGroup;
  /** Tool packs that offer these actions to agents. */
  readonly packs: readonly string[];
  /** Ids that stand for a real object in examples, by input field; none of them exists. */
  readonly samples: Readonly<Record<string, string>>;
  readonly actions: Actions;
}

/** Declares a resource and keeps the types of its actions. */
export const defineResource = <const Actions extends readonly Action[]>(
  resource: Resource<Actions>,
): Resource<Actions> => resource;
