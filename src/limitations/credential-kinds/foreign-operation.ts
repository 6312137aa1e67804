/** An operation that refuses an Admin key, as the contract has it. */
export interface ForeignOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly stability: 'ga' | 'beta';
  readonly accepted_credentials: readonly ('oauth:org:admin' | 'scoped_key' | 'compliance_access_key')[];
  /** Scopes of a key, of which one is enough. */
  readonly scopes: readonly string[];
}
