import type { AdminKeyProvider, KeyCheck, Organization } from './admin-key-provider.js';
import type { Connection, ConnectionRef } from './connection.js';
import type { ConnectionStore } from './connection-store.js';
import type { CredentialAudit, CredentialEvent } from './credential-event.js';
import { keyPreview } from './key-preview.js';
import type { KeyProblem } from './key-problem.js';
import type { SecretString } from './secret-string.js';

/** A key that a person pasted, and where it belongs. */
export interface SaveRequest extends ConnectionRef {
  /** The field "API Key", as it came in. */
  readonly apiKey: unknown;
  readonly actor: string;
  /** Lets a key of another organization replace the one that is stored. */
  readonly confirmOrganizationChange?: boolean;
  readonly signal?: AbortSignal;
}

/** How saving went; only `saved` changed anything. */
export type SaveResult =
  | { readonly status: 'saved'; readonly connection: Connection }
  | { readonly status: 'refused'; readonly problem: KeyProblem; readonly by: 'shape' | 'api' }
  | { readonly status: 'undetermined'; readonly problem: KeyProblem; readonly retryAfterMs?: number }
  | { readonly status: 'identity_changed'; readonly stored: Organization; readonly offered: Organization }
  | { readonly status: 'conflict' };

/** A key ready for use, or why there is none. */
export type OpenResult =
  | { readonly status: 'ready'; readonly connection: Connection; readonly key: SecretString }
  | { readonly status: 'missing' }
  | { readonly status: 'failing'; readonly problem: KeyProblem };

/** How a check on demand went. */
export type CheckResult =
  { readonly status: 'missing' } | { readonly connection: Connection; readonly check: KeyCheck };

/** What the life of a connection needs. */
export interface ConnectionServiceDeps {
  readonly provider: AdminKeyProvider;
  readonly store: ConnectionStore;
  readonly audit?: CredentialAudit;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** The life of a connection: saved, used, checked, failing, replaced, deleted. */
export class ConnectionService {
  constructor(private readonly deps: ConnectionServiceDeps) {}

  /** Judges a pasted key, and stores it only when the API has called it valid. */
  async save(request: SaveRequest): Promise<SaveResult> {
    const precheck = this.deps.provider.precheck(request.apiKey);
    if (!precheck.ok) return this.refuse(request, precheck.problem, 'shape');

    const check = await this.deps.provider.check(precheck.key, request.signal);
    if (check.state === 'invalid') return this.refuse(request, check.problem, 'api');
    if (check.state === 'undetermined') {
      await this.record(request, 'undetermined', { problem: check.problem.code });
      return { ...check, status: 'undetermined' };
    }
    return this.store(request, precheck.key, check.organization);
  }

  /** The connection without its key. */
  find(ref: ConnectionRef): Promise<Connection | undefined> {
    return this.deps.store.find(ref);
  }

  /** All connections of a tenant, without their keys. */
  list(tenantId: string): Promise<readonly Connection[]> {
    return this.deps.store.list(tenantId);
  }

  /** The key for one invocation; a failing connection hands out none until it is checked or replaced. */
  async open(ref: ConnectionRef): Promise<OpenResult> {
    const opened = await this.deps.store.open(ref);
    if (opened === undefined) return { status: 'missing' };
    const { connection, key } = opened;
    return connection.state === 'failing' && connection.problem !== undefined
      ? { status: 'failing', problem: connection.problem }
      : { status: 'ready', connection, key };
  }

  /** Asks the API about the stored key again, and writes down what it says. */
  async check(ref: ConnectionRef, actor: string, signal?: AbortSignal): Promise<CheckResult> {
    const opened = await this.deps.store.open(ref);
    if (opened === undefined) return { status: 'missing' };

    const check = await this.deps.provider.check(opened.key, signal);
    const connection = this.afterCheck(opened.connection, check);
    if (connection !== opened.connection) await this.deps.store.update(connection);
    await this.record({ ...ref, actor }, 'checked', problemOf(check));
    return { connection, check };
  }

  /** Notes that the API refused the key in use, so that further calls need not ask it again. */
  async fail(connection: Connection, problem: KeyProblem): Promise<void> {
    await this.deps.store.update({ ...connection, state: 'failing', problem });
    await this.record({ ...connection, actor: 'connector' }, 'failing', { problem: problem.code });
  }

  /** @returns whether there was one. */
  async delete(ref: ConnectionRef, actor: string): Promise<boolean> {
    const deleted = await this.deps.store.delete(ref);
    if (deleted) await this.record({ ...ref, actor }, 'deleted');
    return deleted;
  }

  private async store(
    request: SaveRequest,
    key: SecretString,
    organization: Organization,
  ): Promise<SaveResult> {
    const stored = await this.deps.store.find(request);
    if (stored && stored.organization.id !== organization.id && request.confirmOrganizationChange !== true) {
      await this.record(request, 'identity_changed', { organizationId: organization.id });
      return { status: 'identity_changed', stored: stored.organization, offered: organization };
    }

    const connection = this.revise(request, key, organization, stored?.revision ?? 0);
    if (!(await this.deps.store.put(connection, key, stored?.revision ?? 0))) return { status: 'conflict' };
    await this.record(request, stored ? 'replaced' : 'saved', { organizationId: organization.id });
    return { status: 'saved', connection };
  }

  private revise(
    { tenantId, name, actor }: SaveRequest,
    key: SecretString,
    organization: Organization,
    revision: number,
  ): Connection {
    const now = this.timestamp();
    return {
      tenantId,
      name,
      state: 'active',
      organization,
      keyPreview: keyPreview(key),
      revision: revision + 1,
      savedBy: actor,
      savedAt: now,
      checkedAt: now,
    };
  }

  private afterCheck(connection: Connection, check: KeyCheck): Connection {
    if (check.state === 'undetermined') return connection;
    if (check.state === 'invalid') return { ...connection, state: 'failing', problem: check.problem };
    const { problem: _mended, ...rest } = connection;
    return { ...rest, state: 'active', organization: check.organization, checkedAt: this.timestamp() };
  }

  private async refuse(request: SaveRequest, problem: KeyProblem, by: 'shape' | 'api'): Promise<SaveResult> {
    await this.record(request, 'refused', { problem: problem.code });
    return { status: 'refused', problem, by };
  }

  private async record(
    { tenantId, name, actor }: ConnectionRef & { actor: string },
    kind: CredentialEvent['kind'],
    more: Partial<CredentialEvent> = {},
  ): Promise<void> {
    await this.deps.audit?.({ tenantId, name, actor, kind, at: this.timestamp(), ...more });
  }

  private timestamp(): string {
    return new Date(this.deps.now()).toISOString();
  }
}

const problemOf = (check: KeyCheck): { problem?: string } =>
  check.state === 'valid' ? {} : { problem: check.problem.code };
