import { readFileSync } from 'node:fs';

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

let operations: readonly ForeignOperation[] | undefined;

/** The operations of `contract/operations-beyond-admin-key.json`, read once. */
export function foreignOperations(): readonly ForeignOperation[] {
  return (operations ??= JSON.parse(
    readFileSync(new URL('../../../contract/operations-beyond-admin-key.json', import.meta.url), 'utf8'),
  ) as ForeignOperation[]);
}
