import type { KeyCheck } from './admin-key-provider.js';
import type { Connection, ConnectionRef } from './connection.js';
import type { ConnectionPage } from './connection-store.js';
import { record, timestamp, type ConnectionServiceDeps } from './connection-deps.js';
import type { KeyProblem } from './key-problem.js';
import { saveKey, type SaveRequest, type SaveResult } from './save-flow.js';
import type { SecretString } from '../kit/vault/secret-string.js';

/** A key ready for use, or why there is none. */
export type OpenResult =
  | { readonly status: 'ready'; readonly connection: Connection; readonly key: SecretString }
  | { readonly status: 'missing' }
  | { readonly status: 'unusable'; readonly problem: KeyProblem };

/** How a check on demand went. */
export type CheckResult =
  { readonly status: 'missing' } | { readonly connection: Connection; readonly check: KeyCheck };

/** How far `usedAt` may be behind: writing it at each use would cost more than it tells. */
const USED_AT_PRECISION_MS = 60_000;

/** The life of a connection: saved, used, checked, failing, replaced, deleted. */
export class ConnectionService {
  constructor(private readonly deps: ConnectionServiceDeps) {}

  /** Judges a pasted key, and stores it only when the API has called it valid. */
  save(request: SaveRequest): Promise<SaveResult> {
    return saveKey(this.deps, request);
  }

  /** The connection without its key. */
  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    const found = await this.deps.store.find(ref);
    return found?.state === 'deleted' ? undefined : found;
  }

  /** Connections of a tenant by name, without their keys: a page of them, or all. */
  list(tenantId: string, page?: ConnectionPage): Promise<readonly Connection[]> {
    return this.deps.store.list(tenantId, page);
  }

  /**
   * The key for one invocation; a connection that is not active lends none until it is checked or replaced.
   * @throws VaultError where the stored key cannot be decrypted.
   */
  async open(ref: ConnectionRef): Promise<OpenResult> {
    const opened = await this.deps.store.open(ref);
    if (opened === undefined) return { status: 'missing' };
    const { connection, key } = opened;
    if (connection.state !== 'active' && connection.problem) {
      return { status: 'unusable', problem: connection.problem };
    }
    await this.touch(connection);
    return { status: 'ready', connection, key };
  }

  /**
   * Asks the API about the stored key again, and writes down what it says.
   * @throws VaultError where the stored key cannot be decrypted.
   */
  async check(ref: ConnectionRef, actor: string, signal?: AbortSignal): Promise<CheckResult> {
    const opened = await this.deps.store.open(ref);
    if (opened === undefined) return { status: 'missing' };

    const check = await this.deps.provider.check(opened.key, signal);
    const connection = this.afterCheck(opened.connection, check);
    if (connection !== opened.connection) await this.deps.store.update(connection);
    await record(
      this.deps,
      { ...ref, actor },
      'checked',
      check.state === 'valid' ? {} : { problem: check.problem.code },
    );
    return { connection, check };
  }

  /** Notes that the API refused the key in use, so that further calls need not ask it again. */
  async fail(connection: Connection, problem: KeyProblem): Promise<void> {
    const failed = await this.deps.store.update({ ...connection, state: 'failing', problem });
    if (failed)
      await record(this.deps, { ...connection, actor: 'connector' }, 'failing', { problem: problem.code });
  }

  /** Destroys the key. @returns whether there was one. */
  async delete(ref: ConnectionRef, actor: string): Promise<boolean> {
    const deleted = await this.deps.store.delete(ref);
    if (deleted) await record(this.deps, { ...ref, actor }, 'deleted');
    return deleted;
  }

  private afterCheck(connection: Connection, check: KeyCheck): Connection {
    if (check.state === 'undetermined') return connection;
    const checkedAt = timestamp(this.deps);
    if (check.state === 'invalid')
      return { ...connection, state: 'revoked', problem: check.problem, checkedAt };
    const { problem: _mended, ...rest } = connection;
    return { ...rest, state: 'active', organization: check.organization, checkedAt };
  }

  private async touch(connection: Connection): Promise<void> {
    const now = this.deps.now();
    if (connection.usedAt && now - Date.parse(connection.usedAt) < USED_AT_PRECISION_MS) return;
    await this.deps.store.touch(connection, new Date(now).toISOString());
  }
}
