import {
  ActionUnfit,
  type ActionOwner,
  type ActionSteps,
  type ListCut,
  type ListRead,
  type ListStepOptions,
} from '../catalog/composed-action.js';
import type { Action } from '../catalog/define-action.js';
import type { RawInput } from '../catalog/define-limitation.js';
import type { CompiledAction } from '../compile/compiled-action.js';
import type { Catalog } from '../compile/compile-catalog.js';
import { itemsOf } from '../compile/paging.js';
import { ConnectorError } from './connector-error.js';
import type { InvocationContext, Progress } from './context.js';
import type { Invocation } from './invocation.js';
import type { PartialPull } from './outcome.js';
import type { RememberedLists } from './remembered-lists.js';
import {
  cutOf,
  DEFAULT_MAX_PAGES,
  PAGE_BUDGET,
  PagesSpent,
  SIZE_BUDGET,
  type PullCall,
} from './pull-stops.js';

/** An action as far as its parts are concerned. */
export interface ActionOfParts {
  readonly id: string;
  readonly action: Pick<Action, 'effect'> & { readonly parts?: readonly string[] | undefined };
}

/** What the steps of a composed action are made of. */
export interface ComposedSource {
  readonly catalog: Catalog;
  readonly owner: ActionOwner;
  /** What the host offers instead of the API, by name. */
  readonly sources: Readonly<Record<string, unknown>>;
  readonly call: Invocation;
  readonly remembered: RememberedLists;
  /** Names the connection and its revision. */
  readonly connectionKey: string;
  /** @throws ConnectorError where the caller may not run the action, or not with this key. */
  readonly require: (action: CompiledAction, input: RawInput) => Promise<void>;
  readonly send: (action: CompiledAction, input: RawInput) => Promise<unknown>;
  /** Reads all pages of a list; `take` is called before each one, and ends the list by throwing. */
  readonly pull: (
    action: CompiledAction,
    input: RawInput,
    call: PullCall,
    take: () => void,
  ) => Promise<unknown>;
  /** Whether no further byte may be read. */
  readonly isFull: () => boolean;
}

/** The steps of one composed action: its parts share the budgets of the invocation. */
export class ComposedSteps implements ActionSteps {
  #pagesLeft: number;
  readonly #progress: Record<keyof Progress, number> = { pages: 0, items: 0 };
  readonly #allowed = new Map<string, Promise<void>>();

  constructor(
    private readonly composed: ActionOfParts,
    private readonly from: ComposedSource,
  ) {
    this.#pagesLeft = from.call.context.maxPages ?? DEFAULT_MAX_PAGES;
  }

  get now(): number {
    return this.from.call.time;
  }

  get owner(): ActionOwner {
    return this.from.owner;
  }

  async run(actionId: string, input: object): Promise<unknown> {
    const action = await this.#part(actionId, input as RawInput);
    return this.from.send(action, input as RawInput);
  }

  async list<Item>(actionId: string, input: object, options: ListStepOptions = {}): Promise<ListRead<Item>> {
    const isOptional = options.isOptional === true;
    const cuts: ListCut[] = [];
    try {
      const action = await this.#part(actionId, input as RawInput);
      const { call, isFull, pull, remembered, connectionKey } = this.from;
      const key = options.isRemembered && JSON.stringify([connectionKey, actionId, input]);
      const known = key && remembered.get(key);
      if (known) return known as ListRead<Item>;
      if (isFull()) return this.#ended([], {}, SIZE_BUDGET, isOptional);
      const ofPull: PullCall = {
        time: call.time,
        context: { all: true, maxPages: Infinity, ...this.#progressOfList() },
        stopEarly: (cut) => cuts.push(cut),
      };
      const list = (await pull(action, input as RawInput, ofPull, () => this.#take())) as
        RawInput | undefined;
      const { [action.paging?.itemsField ?? 'data']: _, ...page } = list ?? {};
      const read = this.#ended<Item>(itemsOf(list, action.paging) ?? [], page, cuts[0], isOptional);
      if (key) remembered.set(key, read);
      return read;
    } catch (error) {
      if (error instanceof PagesSpent) return this.#ended([], {}, PAGE_BUDGET, isOptional);
      if (!isOptional || !(error instanceof ConnectorError)) throw error;
      return this.#ended([], {}, cutOf(error.error), isOptional);
    }
  }

  async allow(actionId: string, input: object): Promise<void> {
    await this.#part(actionId, input as RawInput);
  }

  check(actionId: string, input: object): void {
    const [issue] = this.from.catalog.get(actionId)?.check(input).issues ?? [];
    if (issue) throw new ActionUnfit(`The response has not what ${actionId} needs: ${issue.message}.`);
  }

  source(name: string): unknown {
    return Object.hasOwn(this.from.sources, name) ? this.from.sources[name] : undefined;
  }

  warn(warning: string): void {
    this.from.call.warn(warning);
  }

  endEarly(cut: ListCut): void {
    const { call } = this.from;
    if (call.facts.partial === undefined) call.stopEarly(cut as PartialPull);
  }

  #ended<Item>(
    items: readonly unknown[],
    page: Readonly<Record<string, unknown>>,
    cut: ListCut | undefined,
    isOptional: boolean,
  ): ListRead<Item> {
    if (cut && !isOptional) this.endEarly(cut);
    return { items: items as readonly Item[], page, ...(cut ? { cut } : {}) };
  }

  /** Counts what a list has read since its last report, because lists are read at once. */
  #progressOfList(): Pick<InvocationContext, 'onProgress'> {
    const { onProgress } = this.from.call.context;
    if (!onProgress) return {};
    let before: Progress = { pages: 0, items: 0 };
    return {
      onProgress: (read) => {
        this.#progress.pages += read.pages - before.pages;
        this.#progress.items += read.items - before.items;
        before = read;
        onProgress({ ...this.#progress });
      },
    };
  }

  #take(): void {
    if (this.#pagesLeft < 1) throw new PagesSpent();
    this.#pagesLeft -= 1;
  }

  /**
   * Another action, as a part of this one. A composed read reveals what its parts do, and a composed write changes what its parts
   * do, so its caller must be allowed to run them. A handler that changes something asks first, by `allow`, for all that it will
   * run: then it stops nowhere half-way.
   */
  async #part(actionId: string, input: RawInput): Promise<CompiledAction> {
    const action = this.from.catalog.get(actionId);
    if (!action?.request) throw new Error(`The action "${actionId}" has no request.`);
    const { action: composed } = this.composed;
    // What a caller needs is known before anything runs.
    if (action.power !== 'read' && !composed.parts?.includes(actionId))
      throw new Error(`The action "${this.composed.id}" does not name "${actionId}" among its parts.`);
    // What a write reads on its way is no result of it.
    if (this.composed.action.effect.kind !== 'read' && action.power === 'read') return action;
    // A policy may decide by the input.
    const key = JSON.stringify([actionId, input]);
    const known = this.#allowed.get(key) ?? this.from.require(action, input);
    this.#allowed.set(key, known);
    await known;
    return action;
  }
}
