import type { ReadyAction } from './define-action.js';
import type { Text } from './message.js';

/** Why an operation or value is not available. */
export type LimitationKind = 'unsupported' | 'conditional' | 'fixed_value' | 'credential_kind' | 'range';

/** An input as it came in: nothing about it has been checked. */
export type RawInput = Readonly<Record<string, unknown>>;

/** A refusal by the API itself, as far as a limitation may recognize it. */
export interface UpstreamRefusal {
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
}

/** One read that decides whether a limitation applies. */
export interface LookUp<ActionId extends string = string> {
  readonly actionId: ActionId;
  input(input: RawInput): RawInput;
  /** Decides from the response of the read. */
  blocks(found: RawInput): boolean;
  /** Set where only a dry run reads. A real run gets the API's own refusal and needs no further request. */
  readonly onlyInDryRun?: true;
  /** Whether the read is needed for an input; omitted, it always is. */
  applies?(input: RawInput): boolean;
}

/**
 * A credential of another kind than the connector's: one of the kinds is enough, with one of the scopes where the kind has
 * scopes.
 */
export interface RequiredCredential {
  readonly kinds: readonly string[];
  readonly scopes: readonly string[];
}

/** Something that the API does not offer, with its workaround. */
export interface Limitation<Id extends string = string, ActionId extends string = string> {
  readonly id: Id;
  readonly kind: LimitationKind;
  /** The actions it applies to. */
  readonly actions: readonly ActionId[];
  /** The input fields it applies to; absent where the whole action is refused. */
  readonly fields?: readonly string[];
  /** Set where it applies to every value of these fields: a form need not show them. */
  readonly anyValue?: true;
  readonly title: string;
  readonly reason: string;
  readonly workaround: Text<ActionId>;
  /** The page of the API's documentation that says it. */
  readonly reference: string;
  /** The day that page was last compared, `YYYY-MM-DD`. */
  readonly checked: string;
  /** The credential that the operation requires instead. */
  readonly credential?: RequiredCredential;
  /** What to run instead, built from the refused input; undefined where the input lacks what it needs. */
  alternative?(input: RawInput): ReadyAction<ActionId> | undefined;
  /** Decides from the input alone; it accepts any input, also an invalid one. */
  blocks?(input: RawInput): boolean;
  /** Decides after one read. */
  readonly lookUp?: LookUp<ActionId>;
  /** Recognizes the API's own refusal, so a lost race gives the same response. */
  recognizes?(refusal: UpstreamRefusal): boolean;
}

/** Declares a limitation; its id and the action ids it names stay literal types, for a check against the catalogue. */
export const defineLimitation = <const Id extends string, const ActionId extends string>(
  limitation: Limitation<Id, ActionId>,
): Limitation<Id, ActionId> => limitation;
