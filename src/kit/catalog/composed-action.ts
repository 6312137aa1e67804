import type { ReadyAction } from './define-action.js';
import type { Text } from './message.js';

/** Why a list ended before its end; `meta.partial` of the outcome says the same. */
export interface ListCut {
  /** An error code, `page_budget` or `size_budget`. */
  readonly reason: string;
  readonly message: string;
  /** Milliseconds to wait before going on. */
  readonly afterMs?: number;
}

/** A list over all of its pages. */
export interface ListRead<Item = unknown> {
  readonly items: readonly Item[];
  /** The last page without its items: of a report how fresh it is, for example. */
  readonly page: Readonly<Record<string, unknown>>;
  /** Set where items are missing. */
  readonly cut?: ListCut;
}

/** How a list is read. */
export interface ListStepOptions {
  /**
   * The action has a result without the list, such as ids without names: a failure is a `cut` too, and the outcome is not
   * partial. The action says what is missing.
   */
  readonly isOptional?: true;
  /** Whether the list may be some minutes old, as names may. It is kept for the connection until that changes. */
  readonly isRemembered?: true;
}

/** Whose action it is: where a host keeps something for a connection, by what. */
export interface ActionOwner {
  /** Instance of the connector. */
  readonly connector: string;
  readonly tenantId: string;
  /** Name of the connection. */
  readonly connection: string;
  /** Id of its organization, as far as it is known. */
  readonly organizationId?: string;
  /** Who runs the action, as far as the host says. */
  readonly actor?: { readonly id: string; readonly type?: string | undefined };
}

/** What a composed action can do: run the request of another action, with the same credential and deadline. */
export interface ActionSteps {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly owner: ActionOwner;
  /** @throws the failure of that request, which ends the composed action with it. */
  run(actionId: string, input: object): Promise<unknown>;
  /**
   * Reads a list or a report to its end, within the budgets of the whole invocation: pages, bytes and time. Where it ends
   * early after its first page, `cut` says why, and the outcome is partial.
   * @throws the failure of the first page, which ends the composed action with it.
   */
  list<Item = unknown>(actionId: string, input: object, options?: ListStepOptions): Promise<ListRead<Item>>;
  /**
   * Checks the input of another action that is made of a response, before anything is changed.
   * @throws ActionUnfit
   */
  check(actionId: string, input: object): void;
  /**
   * Requires what the caller needs to run another action, where its result is had from elsewhere: its switch, the policy of the
   * host and the rules of the key.
   * @throws the refusal, which ends the composed action with it.
   */
  allow(actionId: string, input: object): Promise<void>;
  /** What the host offers under this name instead of the API, as an option of the connector; undefined where it offers nothing. */
  source(name: string): unknown;
  /** Adds a warning to the outcome. */
  warn(warning: string): void;
  /** Says that the result is incomplete; the first reason counts. */
  endEarly(cut: ListCut): void;
}

/** Runs a composed action; its value is the action's `data`. */
export type ComposedHandler<Input extends object> = (input: Input, steps: ActionSteps) => Promise<unknown>;

/** A composed action refuses to go on; the caller gets the message as a `conflict`. */
export class ActionRefusal extends Error {
  override readonly name = 'ActionRefusal';

  constructor(
    message: string,
    readonly fix: Text,
    readonly next?: ReadyAction,
  ) {
    super(message);
  }
}

/** A response has not the form that the rest of the action needs; the caller gets the message as `upstream_protocol`. */
export class ActionUnfit extends Error {
  override readonly name = 'ActionUnfit';
}

/** A composed action that stopped half-way: the steps already made remain in effect. */
export class ActionHalfDone extends Error {
  override readonly name = 'ActionHalfDone';

  /** @param message - what was done; what became of the next step is added. */
  constructor(
    message: string,
    readonly failure: unknown,
    readonly next: ReadyAction,
  ) {
    super(message);
  }
}
