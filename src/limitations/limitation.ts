/** Why something is not on offer. */
export type LimitationKind = 'unsupported' | 'conditional' | 'fixed_value' | 'credential_kind' | 'range';

/** An input as it came in: nothing about it has been checked. */
export type RawInput = Readonly<Record<string, unknown>>;

/** Another action, with its input ready to run. */
export interface Alternative {
  readonly actionId: string;
  readonly input: RawInput;
}

/** A refusal by the API itself, as far as a limitation may recognize it. */
export interface UpstreamRefusal {
  readonly status?: number;
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
}

/** One read that decides whether a limitation applies. */
export interface LookUp {
  readonly actionId: string;
  input(input: RawInput): RawInput;
  /** Whether what was found is refused. */
  blocks(found: RawInput): boolean;
}

/** A credential other than an Admin key, of which any one kind and any one scope does. */
export interface WantedCredential {
  readonly kinds: readonly ('oauth_token' | 'scoped_key' | 'compliance_access_key')[];
  readonly scopes: readonly string[];
}

/** Something the Admin API does not offer, with the way around it. */
export interface Limitation<Id extends string = string> {
  readonly id: Id;
  readonly kind: LimitationKind;
  /** The actions it touches. */
  readonly actions: readonly string[];
  /** The input fields it touches; none where the whole action is refused. */
  readonly fields?: readonly string[];
  readonly title: string;
  readonly reason: string;
  readonly workaround: string;
  /** The page that says so. */
  readonly reference: string;
  /** The day that page was last checked, `YYYY-MM-DD`. */
  readonly checked: string;
  /** What the API wants to see instead of an Admin key. */
  readonly credential?: WantedCredential;
  /** What to run instead, built from the refused input; undefined where the input does not say enough. */
  alternative?(input: RawInput): Alternative | undefined;
  /** Decides from the input alone. Must bear any input, also one that is not valid. */
  blocks?(input: RawInput): boolean;
  /** Decides after one read. */
  readonly lookUp?: LookUp;
  /** Recognizes the API's own refusal, so that a lost race gives the same answer. */
  recognizes?(refusal: UpstreamRefusal): boolean;
}

/** Declares a limitation, keeping its id as a type. */
export const defineLimitation = <const Id extends string>(limitation: Limitation<Id>): Limitation<Id> =>
  limitation;
