import { HostPortError } from '../host-port.js';
import { VaultError } from '../vault/errors.js';
import type {
  Connection,
  ConnectionName,
  ConnectionPage,
  ConnectionRef,
  ConnectionState,
  ConnectionStore,
  CredentialAudit,
  CredentialIntentAudit,
  OpenConnection,
} from './connection.js';
import type {
  CheckCall,
  CredentialProvider,
  KeyCheck,
  KeyProblem,
  Organization,
} from './credential-provider.js';
import { KeyUseRefused, type KeyUse } from './key-use.js';
import { EventRecorder } from './event-recorder.js';
import { saveKey, type SaveRequest, type SaveResult } from './save-key.js';

/**
 * The key under which the rate limiter counts the requests of a connection: the connector and the organization, whose
 * ids are unique with one vendor; the connector and the tenant until the organization is known, whatever the name.
 */
export const limiterKeyOf = ({ connector, tenantId }: ConnectionRef, organization?: Organization): string =>
  organization ? `${connector} ${organization.id}` : JSON.stringify([connector, tenantId]);

/** What a `ConnectionService` works with. */
export interface ConnectionServiceDeps {
  /** Instance of the connector. */
  readonly connector: string;
  readonly provider: CredentialProvider;
  readonly store: ConnectionStore;
  readonly audit?: CredentialAudit | undefined;
  /** Asked before a key is saved, replaced or deleted. */
  readonly intent?: CredentialIntentAudit | undefined;
  /** Receives what the audit throws. */
  readonly report?: (error: unknown) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A key that is ready for use, or why there is none. */
export type OpenResult =
  | ({ readonly status: 'ready' } & OpenConnection)
  | { readonly status: 'missing' }
  | { readonly status: 'unusable'; readonly state: ConnectionState; readonly problem: KeyProblem };

/** The result of checking a stored key; `warnings` says what could not be recorded of it. */
export type CheckResult =
  | { readonly status: 'missing' }
  | { readonly connection: Connection; readonly check: KeyCheck; readonly warnings?: readonly string[] };

/** How far `usedAt` may lag behind: a write for each invocation would cost more than it is worth. */
const USED_AT_PRECISION_MS = 60_000;

/**
 * Saves, opens, checks, fails and deletes the connections of all tenants. Every method throws a TypeError for a tenant or
 * name that is not a non-empty string, and a HostPortError where the store fails.
 */
export class ConnectionService {
  /** Called after a key was replaced or destroyed in this process, with its connection. */
  onChange?: (changed: ConnectionName) => void;
  readonly #connector: string;
  readonly #provider: CredentialProvider;
  readonly #store: ConnectionStore;
  readonly #events: EventRecorder;
  readonly #now: () => number;

  constructor({ connector, provider, store, audit, intent, now, report }: ConnectionServiceDeps) {
    this.#connector = connector;
    this.#provider = provider;
    this.#store = guarded(store);
    this.#events = new EventRecorder(audit, now, report, intent);
    this.#now = now;
  }

  /** Checks a pasted key, and stores it only if the API finds it valid. */
  async save(request: SaveRequest): Promise<SaveResult> {
    const ref = this.#refOf(request);
    const context = { provider: this.#provider, store: this.#store, events: this.#events, limiterKeyOf };
    const result = await saveKey(context, { ...request, ...ref });
    if (result.status === 'saved') this.onChange?.(ref);
    return result;
  }

  /** The connection without its key; undefined where it does not exist or is deleted. */
  async find(name: ConnectionName): Promise<Connection | undefined> {
    const found = await this.#store.find(this.#refOf(name));
    return found?.state === 'deleted' ? undefined : found;
  }

  /** A tenant's connections without their keys, sorted by name: a page of them, or all. */
  async list(tenantId: string, page?: ConnectionPage): Promise<readonly Connection[]> {
    requireName('tenantId', tenantId);
    return this.#store.list({ connector: this.#connector, tenantId }, page);
  }

  /**
   * The key for one invocation; only an active connection provides one.
   * @throws VaultError where the stored key cannot be decrypted; KeyUseRefused where the store does not allow the use.
   */
  async open(name: ConnectionName, use?: KeyUse): Promise<OpenResult> {
    const opened = await this.#store.open(this.#refOf(name), use);
    if (opened === undefined) return { status: 'missing' };
    const { connection } = opened;
    if (connection.state !== 'active') {
      const { state, problem = NOT_ACTIVE } = connection;
      return { status: 'unusable', state, problem };
    }
    await this.#touch(connection);
    return { status: 'ready', ...opened };
  }

  /** @throws KeyUseRefused where the store does not allow any longer that an invocation uses the key of a connection. */
  async requireUse(connection: Connection, use: KeyUse): Promise<void> {
    await this.#store.stillAllows?.(connection, use);
  }

  /**
   * Checks the stored key with the API and stores the verdict.
   * @param options - `keepRefused`: a key that the API refuses leaves the connection as it is, for a second check to confirm.
   * @throws VaultError where the stored key cannot be decrypted.
   */
  async check(
    name: ConnectionName,
    actor: string,
    signal?: AbortSignal,
    { keepRefused = false }: { readonly keepRefused?: boolean } = {},
  ): Promise<CheckResult> {
    const ref = this.#refOf(name);
    const opened = await this.#store.open(ref);
    if (opened === undefined) return { status: 'missing' };

    const limiterKey = limiterKeyOf(ref, opened.connection.organization);
    const limiterKeyIn = (organization: Organization): string => limiterKeyOf(ref, organization);
    const call: CheckCall = {
      tenantId: ref.tenantId,
      actor,
      limiterKey,
      limiterKeyIn,
      ...(opened.connection.organization ? { wasValid: true } : {}),
      ...(signal ? { signal } : {}),
    };
    const check = sameOrganization(opened.connection, await this.#provider.check(opened.key, call));
    const kept = keepRefused && check.state === 'invalid';
    const connection = kept ? opened.connection : this.#afterCheck(opened.connection, check);
    if (connection !== opened.connection && !(await this.#store.update(connection)))
      return this.#overtaken(ref);
    const states = { from: opened.connection.state, to: connection.state };
    const details = check.state === 'valid' ? states : { ...states, problem: check.problem.code };
    const warning = await this.#events.record({ ...ref, actor }, 'checked', details);
    return { connection, check, ...(warning === undefined ? {} : { warnings: [warning] }) };
  }

  /**
   * Marks a connection that an invocation found unusable, so later ones fail without a request: with the API's message
   * where it refused the key, or with another problem.
   */
  async fail(connection: Connection, cause: string | KeyProblem): Promise<void> {
    const problem = typeof cause === 'string' ? this.#provider.refusedInUse(cause) : cause;
    if (!(await this.#store.update({ ...connection, state: 'failing', problem }))) return;
    const details = { problem: problem.code, from: connection.state, to: 'failing' as const };
    await this.#events.record({ ...connection, actor: 'connector' }, 'failing', details);
  }

  /**
   * Destroys the key.
   * @returns whether there was one.
   * @throws HostPortError where the audit cannot be written, or the store fails.
   */
  async delete(name: ConnectionName, actor: string): Promise<boolean> {
    const ref = this.#refOf(name);
    if (!(await this.find(name))) return false;
    await this.#events.intend({ ...ref, actor }, 'delete');
    const deleted = await this.#store.delete(ref);
    if (!deleted) return false;
    this.onChange?.(ref);
    await this.#events.record({ ...ref, actor }, 'deleted', { to: 'deleted' });
    return deleted;
  }

  #refOf({ tenantId, name }: ConnectionName): ConnectionRef {
    requireName('tenantId', tenantId);
    requireName('name', name);
    return { connector: this.#connector, tenantId, name };
  }

  /** The verdict is on a key that was replaced or deleted meanwhile. */
  async #overtaken(ref: ConnectionRef): Promise<CheckResult> {
    const connection = await this.find(ref);
    return connection ? { connection, check: OVERTAKEN } : { status: 'missing' };
  }

  #afterCheck(connection: Connection, check: KeyCheck): Connection {
    if (check.state === 'undetermined') return connection;
    const checkedAt = this.#events.timestamp();
    if (check.state === 'invalid') {
      // Another organization's answer says nothing of the key: it may be the gateway's mistake.
      const state = check.problem.code === IDENTITY_CHANGED ? 'failing' : 'revoked';
      return { ...connection, state, problem: check.problem, checkedAt };
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

/** The code of a connection whose key acts on another organization. */
export const IDENTITY_CHANGED = 'identity_changed';

/** A verdict on a key that belongs to another organization than the one it was saved for is none that may be adopted. */
function sameOrganization({ organization: saved }: Connection, check: KeyCheck): KeyCheck {
  if (check.state !== 'valid' || !saved || saved.id === check.organization.id) return check;
  return { state: 'invalid', problem: identityChanged(saved, check.organization) };
}

/** The problem of a connection whose key acts on another organization than the one it was saved for. */
export const identityChanged = (
  saved: Organization,
  found: Pick<Organization, 'id'> & Partial<Organization>,
): KeyProblem => ({
  code: IDENTITY_CHANGED,
  message: `The connection was saved for the organization ${named(saved)}, but the response is of ${named(found)}.`,
  fix: 'Check the base URL and any proxies. To use the other organization, save the key again and confirm the change.',
});

const named = ({ id, name }: Partial<Organization>): string =>
  name === undefined ? `${id}` : `${name} (${id})`;

function requireName(field: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '' && !/\p{Surrogate}/u.test(value)) return;
  const example = field === 'name' ? 'default' : 'acme';
  throw new TypeError(`${field} must be a non-empty string of well-formed Unicode, such as "${example}".`);
}

/**
 * The store with its faults reported as the host's. A `VaultError` says what is wrong with a record, a `KeyUseRefused` what a
 * key may not be used for: both stay.
 */
function guarded(store: ConnectionStore): ConnectionStore {
  const call = async <T>(method: () => Promise<T>): Promise<T> => {
    try {
      return await method();
    } catch (error) {
      throw error instanceof VaultError || error instanceof KeyUseRefused
        ? error
        : new HostPortError('store', error);
    }
  };
  return {
    find: (ref) => call(async () => ofRef(ref, await store.find(ref))),
    list: (owner, page) => call(() => store.list(owner, page)),
    open: (ref, use) =>
      call(async () => {
        const opened = await store.open(ref, use);
        ofRef(ref, opened?.connection);
        return opened;
      }),
    stillAllows: (connection, use) => call(async () => store.stillAllows?.(connection, use)),
    put: (connection, key, expected) => call(() => store.put(connection, key, expected)),
    update: (connection) => call(() => store.update(connection)),
    touch: (connection, usedAt) => call(() => store.touch(connection, usedAt)),
    delete: (ref) => call(() => store.delete(ref)),
  };
}

/** @throws Error for the connection of another tenant, whose key must not be used. */
function ofRef<Found extends ConnectionRef | undefined>(ref: ConnectionRef, found: Found): Found {
  if (
    !found ||
    (found.tenantId === ref.tenantId && found.name === ref.name && found.connector === ref.connector)
  )
    return found;
  throw new Error('The store returned another connection than it was asked for.');
}

/** Of a check whose key was replaced before it ended. */
const OVERTAKEN: KeyCheck = {
  state: 'undetermined',
  cause: 'unavailable',
  problem: {
    code: 'key_not_checked',
    message: 'The key of the connection was replaced while it was checked.',
    fix: 'Check the connection again.',
  },
};

/** Of a connection that is not active and does not say why. */
const NOT_ACTIVE: KeyProblem = {
  code: 'key_not_active',
  message: 'The connection is not active.',
  fix: 'Check the connection again, or replace its key.',
};
