import {
  ACTIONS,
  type Action,
  type AuditEntry,
  type CredentialAudit,
  type InvocationAudit,
  type InvocationFacts,
} from 'anthropic-admin-connector';
import type { AuditChain } from './audit-chain.js';
import { credentialFactsOf } from './credential-facts.js';
import { intentOf, invocationOf } from './invocation-facts.js';

const SECRET_INPUTS: ReadonlyMap<string, readonly string[]> = new Map(
  (ACTIONS as readonly Action[]).map(({ id, secretInput = [] }) => [id, secretInput]),
);

/** Writes invocations and events of credentials into the audit chain of their tenant. */
export class DatabaseAudit implements InvocationAudit {
  constructor(private readonly chain: AuditChain) {}

  /** @throws Error where the intent cannot be written; the write is not sent then. */
  async begin(facts: InvocationFacts): Promise<void> {
    await this.chain.append(intentOf(facts));
  }

  async end(entry: AuditEntry): Promise<void> {
    await this.chain.append(invocationOf(entry, SECRET_INPUTS.get(entry.actionId)));
  }

  /** Writes an event of a credential. */
  readonly credential: CredentialAudit = async (event) => {
    await this.chain.append(credentialFactsOf(event));
  };
}
