import type { ApiCall } from '../kit/http/index.js';
import type { Connection, ConnectionRef } from '../credentials/connection.js';
import type { ConnectionService, OpenResult } from '../credentials/connection-service.js';
import { keyProblem } from '../credentials/key-problem.js';
import { ConnectorError } from './connector-error.js';
import { KEY_UNREADABLE } from '../credentials/key-unreadable.js';
import { VaultError } from '../credentials/vault/index.js';
import type { Invocation } from './invocation.js';

/** A key lent to one invocation. */
export interface LentCredential {
  readonly call: ApiCall;
  /** The same error, after the connection has learnt from it: a refused key is not used again. */
  reconsidered(error: unknown): Promise<unknown>;
}

/** Lends keys to invocations. */
export class CredentialDesk {
  constructor(
    private readonly connections: ConnectionService,
    private readonly timeoutMs: number,
    private readonly now: () => number,
    private readonly report: (error: unknown, requestId: string) => void = () => {},
  ) {}

  /** @throws ConnectorError credential_missing or credential_rejected */
  async open({ context, requestId }: Invocation): Promise<LentCredential> {
    const ref = { tenantId: context.tenantId, name: context.connection ?? 'default' };
    const opened = await this.read(ref, requestId);
    if (opened.status === 'missing') {
      throw new ConnectorError('credential_missing', {
        message: `There is no connection "${ref.name}" for this tenant.`,
        fix: 'Save an Admin key (sk-ant-admin...) under this name first.',
      });
    }
    if (opened.status === 'unusable') {
      throw new ConnectorError('credential_rejected', {
        message: `The connection "${ref.name}" cannot be used: ${opened.problem.message} Anthropic was not asked again.`,
        fix: `Check the connection again, or replace its key. ${opened.problem.fix}`,
      });
    }
    const { connection, key } = opened;
    return {
      call: {
        key,
        limiterKey: connection.organization?.id ?? `${ref.tenantId} ${ref.name}`,
        flightKey: `${ref.tenantId} ${ref.name} ${connection.revision}`,
        deadline: context.deadline ?? this.now() + this.timeoutMs,
        ...(context.signal ? { signal: context.signal } : {}),
      },
      reconsidered: (error) => this.reconsider(error, connection),
    };
  }

  private async read(ref: ConnectionRef, requestId: string): Promise<OpenResult> {
    try {
      return await this.connections.open(ref);
    } catch (error) {
      if (!(error instanceof VaultError)) throw error;
      this.report(error, requestId);
      throw new ConnectorError('credential_rejected', {
        message: `The connection "${ref.name}" cannot be used: ${KEY_UNREADABLE.message}`,
        fix: KEY_UNREADABLE.fix,
      });
    }
  }

  private async reconsider(error: unknown, connection: Connection): Promise<unknown> {
    if (error instanceof ConnectorError && error.code === 'credential_rejected') {
      await this.connections.fail(connection, keyProblem('key_refused_in_use', error.message));
    }
    return error;
  }
}
