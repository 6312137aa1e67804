/** Which versions of the policies of a tenant hold; 0 is what the platform ships. */
export interface PolicyState {
  /** The version that is in force; null where none is. */
  readonly on: number | null;
  /** The version whose decisions are only noted; null where none is. */
  readonly watch: number | null;
  /** Persons for whom the policies do not hold for a while. */
  readonly exempt: readonly Exemption[];
}

/** A person for whom the policies do not hold for a while. */
export interface Exemption {
  /** A digest of the id of the actor, who may be erased. */
  readonly who: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** The state of tenants that are older than policies. */
export const WATCHED: PolicyState = { on: null, watch: 0, exempt: [] };

/** The value of a state in the sealed set. */
export const stateValue = (state: PolicyState, at: number): string =>
  `${new Date(at).toISOString()} ${JSON.stringify(state)}`;

/** The state in a value of the sealed set. */
export const stateIn = (value: string): PolicyState =>
  JSON.parse(value.slice(value.indexOf(' ') + 1)) as PolicyState;
