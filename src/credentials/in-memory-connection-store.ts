import type { Connection, ConnectionRef } from './connection.js';
import type { ConnectionStore, OpenConnection } from './connection-store.js';
import type { SecretString } from './secret-string.js';

/** Keeps connections in this process and nowhere else: for tests, scripts and a first look. */
export class InMemoryConnectionStore implements ConnectionStore {
  readonly #connections = new Map<string, OpenConnection>();

  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    return this.#connections.get(slot(ref))?.connection;
  }

  async list(tenantId: string): Promise<readonly Connection[]> {
    return [...this.#connections.values()]
      .map(({ connection }) => connection)
      .filter((connection) => connection.tenantId === tenantId);
  }

  async open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    return this.#connections.get(slot(ref));
  }

  async put(connection: Connection, key: SecretString, expected: number): Promise<boolean> {
    const stored = this.#connections.get(slot(connection))?.connection.revision ?? 0;
    if (stored !== expected) return false;
    this.#connections.set(slot(connection), { connection, key });
    return true;
  }

  async update(connection: Connection): Promise<void> {
    const stored = this.#connections.get(slot(connection));
    if (stored?.connection.revision !== connection.revision) return;
    this.#connections.set(slot(connection), { connection, key: stored.key });
  }

  async delete(ref: ConnectionRef): Promise<boolean> {
    return this.#connections.delete(slot(ref));
  }
}

const slot = ({ tenantId, name }: ConnectionRef): string => JSON.stringify([tenantId, name]);
