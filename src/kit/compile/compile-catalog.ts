import type { Action } from '../catalog/define-action.js';
import type { Limitation } from '../catalog/define-limitation.js';
import type { ActionGroup, Resource } from '../catalog/define-resource.js';
import { CompiledAction } from './compiled-action.js';
import type { SchemaDefinitions } from './output-schema.js';
import type { Wording } from '../catalog/wording.js';
import type { PagingStyles } from './paging.js';

/** The catalogue of a connector as it is declared. */
export interface CatalogDefinition {
  readonly resources: readonly Resource[];
  readonly limitations: readonly Limitation[];
  /** Actions that listings show only when asked for all: operations that require another credential. */
  readonly unlisted?: readonly Action[];
  /** Schemas of the responses, by the names that actions use. */
  readonly schemas: SchemaDefinitions;
  readonly paging: PagingStyles;
  /** How values of responses are said to people. */
  readonly wording?: Wording;
}

const OTHERS: ActionGroup = {
  id: 'other_resources',
  title: 'Other resources',
  description: 'Operations that require another credential than the one of this connector.',
};

const PLAIN: Wording = { values: {}, nulls: {} };

/** The actions of a connector, compiled once: the one place to look an action up. */
export class Catalog {
  readonly #byId = new Map<string, CompiledAction>();
  /** The action with this id, if there is one. */
  readonly get: (id: string) => CompiledAction | undefined = this.#byId.get.bind(this.#byId);

  /** @throws Error where two actions share an id, or one names a limitation, a paging style or a part that is not defined. */
  constructor(
    { resources, limitations, unlisted = [], schemas, paging, wording = PLAIN }: CatalogDefinition,
    redact: (text: string) => string,
  ) {
    const samples = merged(resources.map((resource) => resource.samples));
    const finders = merged(resources.map((resource) => resource.finders ?? {}));
    const context = { limitations, paging, schemas, wording, samples, finders, find: this.get, redact };
    for (const { actions, group, packs } of resources) {
      for (const action of actions) this.#add(new CompiledAction(action, group, packs, true, context));
    }
    for (const action of unlisted) this.#add(new CompiledAction(action, OTHERS, [], false, context));
    // A part that is not defined is found now, not when the action is described.
    for (const action of this.#byId.values()) void action.powers;
  }

  /** Every action; unlisted ones are last. */
  get all(): CompiledAction[] {
    return [...this.#byId.values()];
  }

  /** Ids that resemble an unknown one, at most three. */
  similarTo(id: string): string[] {
    const words = id
      .replace(/([A-Z])/g, ' $1')
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((word) => word.length > 2);
    const score = (candidate: string): number => words.filter((word) => candidate.includes(word)).length;
    const best = Math.max(...this.all.map((action) => score(action.id)));
    const similar = best === 0 ? [] : this.all.filter((action) => score(action.id) === best);
    const listed = similar.filter((action) => action.listed);
    return (listed.length > 0 ? listed : similar).slice(0, 3).map((action) => action.id);
  }

  #add(compiled: CompiledAction): void {
    if (this.#byId.has(compiled.id)) throw new Error(`Action "${compiled.id}" is declared twice.`);
    this.#byId.set(compiled.id, compiled);
  }
}

const merged = <Value>(tables: readonly Readonly<Record<string, Value>>[]): Record<string, Value> =>
  Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
