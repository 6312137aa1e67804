/** What is wrong with a key and how to correct it. Holds no part of the key. */
export interface KeyProblem {
  /** Stable code, for a host that shows its own words. */
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}
