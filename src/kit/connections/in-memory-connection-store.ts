import type { SecretString } from '../vault/secret-string.js';
import type {
  Connection,
  ConnectionOwner,
  ConnectionPage,
  ConnectionRef,
  ConnectionStore,
  OpenConnection,
} from './connection.js';

interface Slot {
  readonly connection: Connection;
  readonly key?: SecretString;
}

/** Keeps connections in the memory of this process: for tests, scripts and trying things out. */
export class InMemoryConnectionStore implements ConnectionStore {
  readonly #slots = new Map<string, Slot>();

  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    return this.#slots.get(slot(ref))?.connection;
  }

  async list(
    { connector, tenantId }: ConnectionOwner,
    page?: ConnectionPage,
  ): Promise<readonly Connection[]> {
    const { after = '', limit } = page ?? {};
    return [...this.#slots.values()]
      .map(({ connection }) => connection)
      .filter((one) => one.connector === connector && one.tenantId === tenantId)
      .filter(({ name, state }) => name > after && state !== 'deleted')
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .slice(0, limit);
  }

  async open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    const found = this.#slots.get(slot(ref));
    return found?.key && { connection: found.connection, key: found.key };
  }

  async put(connection: Connection, key: SecretString, expected: number): Promise<boolean> {
    const stored = this.#slots.get(slot(connection))?.connection.revision ?? 0;
    if (stored !== expected) return false;
    this.#slots.set(slot(connection), { connection, key });
    return true;
  }

  async update(connection: Connection): Promise<boolean> {
    const stored = this.#slots.get(slot(connection));
    if (!stored?.key || stored.connection.revision !== connection.revision) return false;
    this.#slots.set(slot(connection), { connection, key: stored.key });
    return true;
  }

  async touch(connection: Connection, usedAt: string): Promise<void> {
    const stored = this.#slots.get(slot(connection));
    if (stored?.key === undefined) return;
    this.#slots.set(slot(connection), { ...stored, connection: { ...stored.connection, usedAt } });
  }

  async delete(ref: ConnectionRef): Promise<boolean> {
    const stored = this.#slots.get(slot(ref));
    if (!stored?.key) return false;
    this.#slots.set(slot(ref), { connection: { ...stored.connection, state: 'deleted' } });
    return true;
  }
}

const slot = ({ connector, tenantId, name }: ConnectionRef): string =>
  JSON.stringify([connector, tenantId, name]);
