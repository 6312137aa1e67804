import type { Action } from '../actions/define-action.js';
import { ConnectorError } from './connector-error.js';

/** Finds actions by id. */
export class ActionRegistry {
  readonly #byId = new Map<string, Action>();

  /** @throws Error where two actions share an id. */
  constructor(readonly actions: readonly Action[]) {
    for (const action of actions) {
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
      message: `There is no action "${String(id).slice(0, 80)}".`,
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
    const best = Math.max(...[...this.#byId.keys()].map(score));
    return best === 0
      ? []
      : [...this.#byId.keys()].filter((candidate) => score(candidate) === best).slice(0, 3);
  }
}
