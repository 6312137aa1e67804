import type { Action } from '../actions/define-action.js';
import type { Limitation, RawInput, UpstreamRefusal } from '../limitations/limitation.js';
import { ConnectorError } from './connector-error.js';
import type { InputIssue } from './outcome.js';

/** Runs the read that a look-up wants. */
export type ReadStep = (actionId: string, input: RawInput) => Promise<unknown>;

/** Refuses what the Admin API does not offer, before it is asked where that can be. */
export class LimitationGate {
  readonly #byAction = new Map<string, Limitation[]>();

  constructor(limitations: readonly Limitation[]) {
    for (const limitation of limitations) {
      for (const id of limitation.actions)
        this.#byAction.set(id, [...(this.#byAction.get(id) ?? []), limitation]);
    }
  }

  /** The limitations of an action. */
  of(actionId: string): readonly Limitation[] {
    return this.#byAction.get(actionId) ?? [];
  }

  /**
   * Decides from the input alone. Issues on other fields come first: an input has to be right where it can be.
   * @throws ConnectorError limited_operation
   */
  refuse(action: Action, input: RawInput, issues: readonly InputIssue[]): void {
    for (const limitation of this.of(action.id)) {
      const decided =
        'limitation' in action ? limitation.id === action.limitation : limitation.blocks?.(input) === true;
      const others = issues.filter(({ path }) => !limitation.fields?.includes(path));
      if (decided && others.length === 0) throw limited(limitation, input);
    }
  }

  /**
   * Decides after one read, where a limitation asks for it.
   * @throws ConnectorError limited_operation, or what the read itself failed with
   */
  async refuseByLookUp(action: Action, input: RawInput, read: ReadStep): Promise<void> {
    for (const limitation of this.of(action.id)) {
      if (!limitation.lookUp) continue;
      const found = await read(limitation.lookUp.actionId, limitation.lookUp.input(input));
      if (limitation.lookUp.blocks(found as RawInput)) throw limited(limitation, input);
    }
  }

  /** The limitation that the API itself has just spoken of, as an error; undefined where it is none of ours. */
  recognize(action: Action, input: RawInput, refusal: UpstreamRefusal): ConnectorError | undefined {
    const limitation = this.of(action.id).find((candidate) => candidate.recognizes?.(refusal));
    return limitation && limited(limitation, input, refusal);
  }
}

function limited(limitation: Limitation, input: RawInput, upstream?: UpstreamRefusal): ConnectorError {
  const { id, title, reason, workaround, reference, credential } = limitation;
  const alternative = limitation.alternative?.(input);
  return new ConnectorError('limited_operation', {
    message: `${title}. ${reason}`,
    fix: workaround,
    limitation: {
      id,
      title,
      reason,
      workaround,
      reference,
      ...(credential ? { credential } : {}),
      ...(alternative ? { alternative } : {}),
    },
    ...(upstream ? { upstream } : {}),
  });
}
