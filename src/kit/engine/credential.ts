import { setImmediate as turn } from 'node:timers/promises';
import type { Connection, ConnectionName } from '../connections/connection.js';
import {
  IDENTITY_CHANGED,
  limiterKeyOf,
  type ConnectionService,
  type OpenResult,
} from '../connections/connection-service.js';
import { KeyUseRefused, type KeyUse } from '../connections/key-use.js';
import { KEY_UNREADABLE } from '../connections/credential-provider.js';
import { HostPortError } from '../host-port.js';
import type { ApiCall, CallPermit } from '../http/api-request.js';
import { VaultError } from '../vault/errors.js';
import type { SecretString } from '../vault/secret-string.js';
import { ConnectorError, failure, hostFailure } from './connector-error.js';
import type { Invocation } from './invocation.js';

/** The credential of one invocation. */
export interface ResolvedCredential {
  readonly call: ApiCall;
  /** Why the permission to use the key has ended; undefined while it lasts. */
  readonly refusal: ConnectorError | undefined;
  /** Checks that the key may be used for another action, as a part of this one. @throws ConnectorError key_use_refused */
  requireUse(action: Omit<KeyUse, 'stage'>): Promise<void>;
  /** Marks the connection as failing where the API refused the key, so it is not used again. */
  noteFailure(error: unknown): Promise<void>;
  /** The invocation is over. One that has sent nothing does not count as a use of the key. */
  release(): Promise<void>;
}

/** Checks again what allowed an invocation; each throws a ConnectorError where it does no longer. */
export interface Recheck {
  /** The switches: cheap, and asked as long as the invocation runs. */
  enabled(): Promise<void>;
  /** Switches and policy: before a request that had to wait is sent. */
  allowed(): Promise<void>;
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
  readonly #inUse = new Set<KeyInUse>();
  #watching?: NodeJS.Timeout;

  constructor(private readonly deps: CredentialResolverDeps) {
    deps.connections.onChange = (changed) => void this.#look((use) => use.isOf(changed));
  }

  /**
   * The key of an invocation, and the permission to use it, which ends with the connection, its revision, what the store allows
   * and what `recheck` checks.
   * @throws ConnectorError key_use_refused, credential_missing, credential_pending or credential_rejected
   */
  async resolve(
    invocation: Invocation,
    action: Omit<KeyUse, 'stage'>,
    recheck: Recheck,
  ): Promise<ResolvedCredential> {
    const { connector, timeoutMs, now } = this.deps;
    const { actionId, context, requestId } = invocation;
    const { tenantId, traceparent, signal } = context;
    const ref = { tenantId: context.tenantId, name: context.connection ?? 'default' };
    const asked = (again?: 'again'): KeyUse => ({
      ...action,
      stage: invocation.facts.dryRun ? 'dry_run' : (again ?? 'call'),
    });
    const { connection, key, giveBack } = await this.#usable(ref, asked(), requestId);
    const use = new KeyInUse(connection, recheck, {
      reopen: async () => {
        const again = await this.#usable(ref, asked('again'), requestId);
        if (again.connection.revision !== connection.revision) throw replaced(ref);
        return again.key;
      },
      requireUse: (now) => this.#requireUse(now, asked('again')),
    });
    this.#watch(use);
    const flightKey = JSON.stringify([connector, ref.tenantId, ref.name, connection.revision]);
    return {
      call: {
        key,
        limiterKey: limiterKeyOf(connection, connection.organization),
        ...(connection.organization ? { organization: connection.organization } : {}),
        subject: context.actor?.id,
        flightKey,
        deadline: context.deadline ?? now() + timeoutMs,
        ...(signal ? { signal } : {}),
        origin: { tenantId, actionId, requestId, ...(traceparent === undefined ? {} : { traceparent }) },
        permit: use,
      },
      get refusal() {
        return use.refusal;
      },
      requireUse: (part) => this.#requireUse(connection, { ...part, stage: asked('again').stage }),
      noteFailure: (error) => this.#noteFailure(error, connection),
      release: async () => {
        this.#inUse.delete(use);
        if (giveBack && invocation.facts.attempts === 0)
          await giveBack().catch((error: unknown) => this.deps.onInternalError?.(error, requestId));
      },
    };
  }

  /**
   * The connection of an invocation.
   * @throws ConnectorError credential_missing
   */
  async connectionOf({ context }: Invocation): Promise<Connection> {
    const name = context.connection ?? 'default';
    const connection = await this.deps.connections.find({ tenantId: context.tenantId, name });
    if (!connection) throw this.#none(name);
    return connection;
  }

  #none(name: string): ConnectorError {
    return missing(name, `Save ${this.deps.credentialSample} under this name first.`);
  }

  /** @throws ConnectorError key_use_refused, credential_missing, credential_pending or credential_rejected */
  async #usable(
    ref: ConnectionName,
    use: KeyUse,
    requestId: string,
  ): Promise<Extract<OpenResult, { status: 'ready' }>> {
    const { vendor } = this.deps;
    const opened = await this.#open(ref, use, requestId);
    if (opened.status === 'missing') throw this.#none(ref.name);
    if (opened.status === 'unusable' && opened.state === 'pending') {
      throw failure('credential_pending', {
        message: `The connection "${ref.name}" cannot be used yet: ${vendor} has not confirmed its key. No request was sent.`,
        fix: 'Check the connection, or try again after the next scheduled check. The key itself may be valid.',
      });
    }
    if (opened.status === 'unusable' && opened.problem.code === IDENTITY_CHANGED)
      throw failure(IDENTITY_CHANGED, {
        message: `${opened.problem.message} No request was sent.`,
        fix: opened.problem.fix,
      });
    if (opened.status === 'unusable') {
      throw failure('credential_rejected', {
        message: `The connection "${ref.name}" cannot be used: ${opened.problem.message} No request was sent to ${vendor}.`,
        fix: `Check the connection again, or replace its key. ${opened.problem.fix}`,
      });
    }
    return opened;
  }

  /** Ends what may not go on, within half a second: also what another process has deleted, replaced or switched off. */
  #watch(use: KeyInUse): void {
    this.#inUse.add(use);
    this.#watching ??= setInterval(() => {
      if (this.#inUse.size > 0) return void this.#look((one) => one.isOld);
      clearInterval(this.#watching);
      this.#watching = undefined;
    }, WATCH_MS).unref();
  }

  async #look(isMeant: (use: KeyInUse) => boolean): Promise<void> {
    const found = new Map<string, Promise<Connection | undefined>>();
    const find = (ref: ConnectionName): Promise<Connection | undefined> => {
      const key = JSON.stringify([ref.tenantId, ref.name]);
      const known = found.get(key) ?? this.deps.connections.find(ref);
      found.set(key, known);
      return known;
    };
    const looks: Promise<void>[] = [];
    for (const use of [...this.#inUse].filter(isMeant)) {
      looks.push(use.look(find));
      // Hundreds at once would make calls of everybody else wait.
      if (looks.length % LOOKS_AT_ONCE === 0) await turn();
    }
    await Promise.all(looks);
  }

  async #open(ref: ConnectionName, use: KeyUse, requestId: string): Promise<OpenResult> {
    try {
      return await this.deps.connections.open(ref, use);
    } catch (error) {
      if (error instanceof KeyUseRefused) throw useRefused(ref, error);
      if (!(error instanceof VaultError)) throw error;
      this.deps.onInternalError?.(error, requestId);
      throw failure('credential_rejected', {
        message: `The connection "${ref.name}" cannot be used: ${KEY_UNREADABLE.message}`,
        fix: KEY_UNREADABLE.fix,
      });
    }
  }

  async #requireUse(connection: Connection, use: KeyUse): Promise<void> {
    try {
      await this.deps.connections.requireUse(connection, use);
    } catch (error) {
      throw error instanceof KeyUseRefused
        ? useRefused(connection, error, 'The invocation was ended.')
        : error;
    }
  }

  async #noteFailure(error: unknown, connection: Connection): Promise<void> {
    if (!(error instanceof ConnectorError)) return;
    const { code, message, fix = '' } = error.error;
    if (code === 'credential_rejected') await this.deps.connections.fail(connection, message);
    if (code === 'identity_changed') await this.deps.connections.fail(connection, { code, message, fix });
  }
}

/** How often the permission of what is in progress is looked at. */
const WATCH_MS = 500;
const LOOKS_AT_ONCE = 4;

/** The key of one invocation: each throws a ConnectorError where it may not be used any longer. */
interface KeyAccess {
  /** Opens it again. */
  readonly reopen: () => Promise<SecretString>;
  /** Asks the store, and opens nothing. */
  readonly requireUse: (connection: Connection) => Promise<void>;
}

/** The use of a key by one invocation. */
class KeyInUse implements CallPermit {
  refusal?: ConnectorError;
  end?: (() => void) | undefined;
  readonly #since = performance.now();
  #looking = false;

  constructor(
    private readonly connection: Connection,
    private readonly recheck: Recheck,
    private readonly access: KeyAccess,
  ) {}

  /** Checks everything again; only then the key is opened. */
  async renew(): Promise<SecretString | undefined> {
    try {
      await this.recheck.allowed();
      return await this.access.reopen();
    } catch (error) {
      this.refusal = asRefusal(error);
      return undefined;
    }
  }

  isOf({ tenantId, name }: ConnectionName): boolean {
    return this.connection.tenantId === tenantId && this.connection.name === name;
  }

  /** Whether it lasts so long that it has to be looked at. */
  get isOld(): boolean {
    return performance.now() - this.#since >= WATCH_MS;
  }

  /** Ends the call if its permission has ended. A port that fails ends nothing: what is under way was allowed. */
  async look(find: (ref: ConnectionName) => Promise<Connection | undefined>): Promise<void> {
    if (this.#looking || !this.end) return;
    this.#looking = true;
    try {
      await this.recheck.enabled();
      const now = await find(this.connection);
      if (!now) throw missing(this.connection.name);
      if (now.revision !== this.connection.revision) throw replaced(this.connection);
      await this.access.requireUse(now);
    } catch (error) {
      if (!(error instanceof ConnectorError)) return;
      this.refusal = error;
      this.end?.();
    } finally {
      this.#looking = false;
    }
  }
}

/** What a port throws is not the caller's to see. */
const asRefusal = (error: unknown): ConnectorError =>
  error instanceof ConnectorError
    ? error
    : hostFailure(error instanceof HostPortError ? error.port : 'store');

const missing = (name: string, fix = 'Save a key under this name first.'): ConnectorError =>
  failure('credential_missing', { message: `There is no connection "${name}" for this tenant.`, fix });

const useRefused = (
  { name }: ConnectionName,
  { refusal }: KeyUseRefused,
  effect = 'No request was sent.',
): ConnectorError =>
  failure('key_use_refused', {
    message: `The key of the connection "${name}" may not be used for this: ${refusal.reason} ${effect}`,
    fix: refusal.fix,
    ...(refusal.afterMs === undefined ? {} : { resend: 'after_wait', afterMs: refusal.afterMs }),
  });

const replaced = ({ name }: ConnectionName): ConnectorError =>
  failure('credential_missing', {
    message: `The key of the connection "${name}" was replaced while the invocation was in progress.`,
    fix: 'Invoke again: the new key is used.',
    resend: 'same_request',
  });
