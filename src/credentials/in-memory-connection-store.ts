import type { Connection, ConnectionRef } from './connection.js';
import type { ConnectionPage, ConnectionStore, OpenConnection } from './connection-store.js';
import type { SecretString } from '../kit/vault/secret-string.js';

interface Slot {
  readonly connection: Connection;
  readonly key?: SecretString;
}

/** Keeps connections in this process and nowhere else: for tests, scripts and a first look. */
export class InMemoryConnectionStore implements ConnectionStore {
  readonly #slots = new Map<string, Slot>();

  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    return this.#slots.get(slot(ref))?.connection;
  }

  async list(tenantId: string, page?: ConnectionPage): Promise<readonly Connection[]> {
    const { after = '', limit } = page ?? {};
    return [...this.#slots.values()]
      .map(({ connection }) => connection)
      .filter(({ tenantId: owner, name, state }) => owner === tenantId && name > after && state !== 'deleted')
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
    if (stored?.key)
      this.#slots.set(slot(connection), { ...stored, connection: { ...stored.connection, usedAt } });
  }

  async delete(ref: ConnectionRef): Promise<boolean> {
    const stored = this.#slots.get(slot(ref));
    if (!stored?.key) return false;
    this.#slots.set(slot(ref), { connection: { ...stored.connection, state: 'deleted' } });
    return true;
  }
}

const slot = ({ tenantId, name }: ConnectionRef): string => JSON.stringify([tenantId, name]);
