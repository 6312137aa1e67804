import type { ReadyAction } from './define-action.js';
import type { Text } from './message.js';

/** What a composed action can do: run the request of another action, with the same credential and deadline. */
export interface ActionSteps {
  /** @throws the failure of that request, which ends the composed action with it. */
  run(actionId: string, input: object): Promise<unknown>;
  /**
   * Checks the input of another action that is made of a response, before anything is changed.
   * @throws ActionUnfit
   */
  check(actionId: string, input: object): void;
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
