import type { ConnectionRef, CredentialAudit, CredentialEvent } from './connection.js';

/** Who does something with which connection. */
export interface ActorRef extends ConnectionRef {
  readonly actor: string;
}

/** Writes events with their time to the audit. */
export class EventRecorder {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly audit: CredentialAudit | undefined,
    private readonly now: () => number,
  ) {}

  /** The current time, RFC 3339. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /** @throws what the audit throws. */
  async record(
    { connector, tenantId, name, actor }: ActorRef,
    kind: CredentialEvent['kind'],
    details: Pick<CredentialEvent, 'organizationId' | 'problem'> = {},
  ): Promise<void> {
    await this.audit?.({ connector, tenantId, name, actor, kind, at: this.timestamp(), ...details });
  }
}
