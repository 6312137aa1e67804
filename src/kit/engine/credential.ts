import type { Connection, ConnectionName } from '../connections/connection.js';
import { limiterKeyOf, type ConnectionService, type OpenResult } from '../connections/connection-service.js';
import { KEY_UNREADABLE } from '../connections/credential-provider.js';
import type { ApiCall } from '../http/api-request.js';
import { VaultError } from '../vault/errors.js';
import { ConnectorError, failure } from './connector-error.js';
import type { Invocation } from './invocation.js';

/** The credential of one invocation. */
export interface ResolvedCredential {
  readonly call: ApiCall;
  /** Marks the connection as failing where the API refused the key, so it is not used again. */
  noteFailure(error: unknown): Promise<void>;
}

/** What resolving credentials needs. */
export interface CredentialResolverDeps {
  /** Instance of the connector. */
  readonly connector: string;
  readonly connections: ConnectionService;
  /** What to save where no connection exists, as in "an API key (acme_...)". */
  readonly credentialSample: string;
  /** Name of the vendor, as in "Acme". */
  readonly vendor: string;
  /** Milliseconds for an invocation without a deadline. */
  readonly timeoutMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onInternalError?: (error: unknown, requestId: string) => void;
}

/** Finds the credential of an invocation. */
export class CredentialResolver {
  constructor(private readonly deps: CredentialResolverDeps) {}

  /** @throws ConnectorError credential_missing, credential_pending or credential_rejected */
  async resolve({ actionId, context, requestId }: Invocation): Promise<ResolvedCredential> {
    const { connector, vendor, credentialSample, timeoutMs, now } = this.deps;
    const { tenantId, traceparent, signal } = context;
    const ref = { tenantId: context.tenantId, name: context.connection ?? 'default' };
    const opened = await this.#open(ref, requestId);
    if (opened.status === 'missing') {
      throw failure('credential_missing', {
        message: `There is no connection "${ref.name}" for this tenant.`,
        fix: `Save ${credentialSample} under this name first.`,
      });
    }
    if (opened.status === 'unusable' && opened.state === 'pending') {
      throw failure('credential_pending', {
        message: `The connection "${ref.name}" cannot be used yet: ${vendor} has not confirmed its key. No request was sent.`,
        fix: 'Check the connection, or try again after the next scheduled check. The key itself may be valid.',
      });
    }
    if (opened.status === 'unusable') {
      throw failure('credential_rejected', {
        message: `The connection "${ref.name}" cannot be used: ${opened.problem.message} No request was sent to ${vendor}.`,
        fix: `Check the connection again, or replace its key. ${opened.problem.fix}`,
      });
    }
    const { connection, key } = opened;
    const flightKey = JSON.stringify([connector, ref.tenantId, ref.name, connection.revision]);
    return {
      call: {
        key,
        limiterKey: limiterKeyOf(connection, connection.organization),
        ...(connection.organization ? { organization: connection.organization } : {}),
        flightKey,
        deadline: context.deadline ?? now() + timeoutMs,
        ...(signal ? { signal } : {}),
        origin: { tenantId, actionId, requestId, ...(traceparent === undefined ? {} : { traceparent }) },
      },
      noteFailure: (error) => this.#noteFailure(error, connection),
    };
  }

  async #open(ref: ConnectionName, requestId: string): Promise<OpenResult> {
    try {
      return await this.deps.connections.open(ref);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.deps.onInternalError?.(error, requestId);
      throw failure('credential_rejected', {
        message: `The connection "${ref.name}" cannot be used: ${KEY_UNREADABLE.message}`,
        fix: KEY_UNREADABLE.fix,
      });
    }
  }

  async #noteFailure(error: unknown, connection: Connection): Promise<void> {
    if (!(error instanceof ConnectorError)) return;
    const { code, message, fix = '' } = error.error;
    if (code === 'credential_rejected') await this.deps.connections.fail(connection, message);
    if (code === 'identity_changed') await this.deps.connections.fail(connection, { code, message, fix });
  }
}
