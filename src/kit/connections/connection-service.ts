import type { SecretString } from '../vault/secret-string.js';
import type {
  Connection,
  ConnectionName,
  ConnectionPage,
  ConnectionRef,
  ConnectionStore,
  CredentialAudit,
} from './connection.js';
import type { CredentialProvider, KeyCheck, KeyProblem } from './credential-provider.js';
import { EventRecorder } from './event-recorder.js';
import { saveKey, type SaveRequest, type SaveResult } from './save-key.js';

/** What a `ConnectionService` works with. */
export interface ConnectionServiceDeps {
  /** Id of the connector. */
  readonly connector: string;
  readonly provider: CredentialProvider;
  readonly store: ConnectionStore;
  readonly audit?: CredentialAudit;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A key that is ready for use, or why there is none. */
export type OpenResult =
  | { readonly status: 'ready'; readonly connection: Connection; readonly key: SecretString }
  | { readonly status: 'missing' }
  | { readonly status: 'unusable'; readonly problem: KeyProblem };

/** The result of checking a stored key. */
export type CheckResult =
  { readonly status: 'missing' } | { readonly connection: Connection; readonly check: KeyCheck };

/** How far `usedAt` may lag behind: a write for each invocation would cost more than it is worth. */
const USED_AT_PRECISION_MS = 60_000;

/** Saves, opens, checks, fails and deletes the connections of all tenants. */
export class ConnectionService {
  readonly #connector: string;
  readonly #provider: CredentialProvider;
  readonly #store: ConnectionStore;
  readonly #events: EventRecorder;
  readonly #now: () => number;

  constructor({ connector, provider, store, audit, now }: ConnectionServiceDeps) {
    this.#connector = connector;
    this.#provider = provider;
    this.#store = store;
    this.#events = new EventRecorder(audit, now);
    this.#now = now;
  }

  /** Checks a pasted key, and stores it only if the API finds it valid. */
  save(request: SaveRequest): Promise<SaveResult> {
    const context = { provider: this.#provider, store: this.#store, events: this.#events };
    return saveKey(context, { ...request, connector: this.#connector });
  }

  /** The connection without its key; undefined where it does not exist or is deleted. */
  async find(name: ConnectionName): Promise<Connection | undefined> {
    const found = await this.#store.find(this.#refOf(name));
    return found?.state === 'deleted' ? undefined : found;
  }

  /** A tenant's connections without their keys, sorted by name: a page of them, or all. */
  list(tenantId: string, page?: ConnectionPage): Promise<readonly Connection[]> {
    return this.#store.list({ connector: this.#connector, tenantId }, page);
  }

  /**
   * The key for one invocation; only an active connection provides one.
   * @throws VaultError where the stored key cannot be decrypted.
   */
  async open(name: ConnectionName): Promise<OpenResult> {
    const opened = await this.#store.open(this.#refOf(name));
    if (opened === undefined) return { status: 'missing' };
    const { connection, key } = opened;
    if (connection.state !== 'active' && connection.problem) {
      return { status: 'unusable', problem: connection.problem };
    }
    await this.#touch(connection);
    return { status: 'ready', connection, key };
  }

  /**
   * Checks the stored key with the API and stores the verdict.
   * @throws VaultError where the stored key cannot be decrypted.
   */
  async check(name: ConnectionName, actor: string, signal?: AbortSignal): Promise<CheckResult> {
    const ref = this.#refOf(name);
    const opened = await this.#store.open(ref);
    if (opened === undefined) return { status: 'missing' };

    const check = await this.#provider.check(opened.key, signal);
    const connection = this.#afterCheck(opened.connection, check);
    if (connection !== opened.connection) await this.#store.update(connection);
    const details = check.state === 'valid' ? {} : { problem: check.problem.code };
    await this.#events.record({ ...ref, actor }, 'checked', details);
    return { connection, check };
  }

  /** Marks a connection whose key the API refused in an invocation, so later ones fail without a request. */
  async fail(connection: Connection, message: string): Promise<void> {
    const problem = this.#provider.refusedInUse(message);
    if (!(await this.#store.update({ ...connection, state: 'failing', problem }))) return;
    await this.#events.record({ ...connection, actor: 'connector' }, 'failing', { problem: problem.code });
  }

  /** Destroys the key. @returns whether there was one. */
  async delete(name: ConnectionName, actor: string): Promise<boolean> {
    const ref = this.#refOf(name);
    const deleted = await this.#store.delete(ref);
    if (deleted) await this.#events.record({ ...ref, actor }, 'deleted');
    return deleted;
  }

  #refOf({ tenantId, name }: ConnectionName): ConnectionRef {
    return { connector: this.#connector, tenantId, name };
  }

  #afterCheck(connection: Connection, check: KeyCheck): Connection {
    if (check.state === 'undetermined') return connection;
    const checkedAt = this.#events.timestamp();
    if (check.state === 'invalid') {
      return { ...connection, state: 'revoked', problem: check.problem, checkedAt };
    }
    const { problem: _solved, ...rest } = connection;
    return { ...rest, state: 'active', organization: check.organization, checkedAt };
  }

  async #touch(connection: Connection): Promise<void> {
    const now = this.#now();
    if (connection.usedAt && now - Date.parse(connection.usedAt) < USED_AT_PRECISION_MS) return;
    await this.#store.touch(connection, new Date(now).toISOString());
  }
}
