import type { Action } from '../actions/define-action.js';
import { ConnectorError } from './connector-error.js';
import { withoutKeys } from './without-keys.js';

/** Finds actions by id. */
export class ActionRegistry {
  readonly #byId = new Map<string, Action>();
  /** Every action, those in no listing last. */
  readonly all: readonly Action[];

  /** @throws Error where two actions share an id. */
  constructor(
    /** What a listing shows. */
    readonly actions: readonly Action[],
    unlisted: readonly Action[] = [],
  ) {
    this.all = [...actions, ...unlisted];
    for (const action of this.all) {
      if (this.#byId.has(action.id)) throw new Error(`Action "${action.id}" is declared twice.`);
      this.#byId.set(action.id, action);
    }
  }

  /** The action, where there is one. */
  find(id: string): Action | undefined {
    return this.#byId.get(id);
  }

  /** @throws ConnectorError unknown_action, with the ids that come close. */
  get(id: unknown): Action {
    const action = typeof id === 'string' ? this.#byId.get(id) : undefined;
    if (action) return action;
    const close = this.#closeTo(String(id));
    throw new ConnectorError('unknown_action', {
      message: `There is no action "${withoutKeys(String(id))}".`,
      fix: `${close.length > 0 ? `Did you mean ${close.join(' or ')}? ` : ''}An action id looks like users_list; the catalogue lists them all.`,
    });
  }

  #closeTo(id: string): string[] {
    const words = id
      .replace(/([A-Z])/g, ' $1')
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word.length > 2);
    const score = (candidate: string): number => words.filter((word) => candidate.includes(word)).length;
    const best = Math.max(...this.all.map((action) => score(action.id)));
    const close = best === 0 ? [] : this.all.filter((action) => score(action.id) === best);
    const listed = close.filter((action) => this.actions.includes(action));
    return (listed.length > 0 ? listed : close).slice(0, 3).map((action) => action.id);
  }
}
