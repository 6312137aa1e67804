import { fromHost } from '../host-port.js';
import type {
  ConnectionRef,
  CredentialAudit,
  CredentialEvent,
  CredentialIntent,
  CredentialIntentAudit,
} from './connection.js';

/** Who does something with which connection. */
export interface ActorRef extends ConnectionRef {
  readonly actor: string;
}

/** What an event may add. */
export type EventDetails = Pick<CredentialEvent, 'organizationId' | 'problem' | 'from' | 'to'>;

/** Writes events with their time to the audit. */
export class EventRecorder {
  /** @param now - epoch milliseconds. */
  constructor(
    private readonly audit: CredentialAudit | undefined,
    private readonly now: () => number,
    private readonly report: (error: unknown) => void = () => {},
    private readonly intent?: CredentialIntentAudit,
  ) {}

  /** The current time, RFC 3339. */
  timestamp(): string {
    return new Date(this.now()).toISOString();
  }

  /**
   * Writes down what is about to happen.
   * @throws HostPortError where the audit fails: it must not happen then.
   */
  async intend(
    { connector, tenantId, name, actor }: ActorRef,
    kind: CredentialIntent['kind'],
  ): Promise<void> {
    await fromHost('audit', () =>
      this.intent?.({ connector, tenantId, name, actor, kind, at: this.timestamp() }),
    );
  }

  /** Never rejects: what has happened cannot be undone. @returns a warning where the audit failed. */
  async record(
    { connector, tenantId, name, actor }: ActorRef,
    kind: CredentialEvent['kind'],
    details: EventDetails = {},
  ): Promise<string | undefined> {
    try {
      await this.audit?.({ connector, tenantId, name, actor, kind, at: this.timestamp(), ...details });
      return undefined;
    } catch (error) {
      this.report(error);
      return `The event "${kind}" could not be written to the audit of credentials.`;
    }
  }
}
