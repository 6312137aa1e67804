import type { ReadyAction } from './define-action.js';

/** What a composed action may do: run the HTTP call of another action, under the same key and deadline. */
export interface ActionSteps {
  /** @throws the connector's error of that call, which ends the composed action with it. */
  run(actionId: string, input: object): Promise<unknown>;
}

/** Runs a composed action; its value is the action's `data`. */
export type ActionHandler<Input extends object> = (input: Input, steps: ActionSteps) => Promise<unknown>;

/** A composed action's own refusal, told to the caller as it stands. */
export class ActionRefusal extends Error {
  override readonly name = 'ActionRefusal';

  constructor(
    message: string,
    readonly fix: string,
    readonly next?: ReadyAction,
  ) {
    super(message);
  }
}

/** A composed action that stopped half-way: what was done stays done. */
export class ActionHalfDone extends Error {
  override readonly name = 'ActionHalfDone';

  constructor(
    message: string,
    readonly failure: unknown,
    readonly next: ReadyAction,
  ) {
    super(message);
  }
}
