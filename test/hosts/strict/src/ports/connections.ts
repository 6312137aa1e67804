import type {
  Connection,
  ConnectionOwner,
  ConnectionPage,
  ConnectionRef,
  ConnectionStore,
  OpenConnection,
  SecretString,
} from 'anthropic-admin-connector';

interface Row {
  connection: Connection;
  key?: SecretString;
}

/** The connections table of this host. */
export class Connections implements ConnectionStore {
  private readonly rows: Row[] = [];

  async find(ref: ConnectionRef): Promise<Connection | undefined> {
    return this.row(ref)?.connection;
  }

  async list(owner: ConnectionOwner, page?: ConnectionPage): Promise<readonly Connection[]> {
    const rows = this.rows.filter(
      ({ connection }) =>
        connection.connector === owner.connector &&
        connection.tenantId === owner.tenantId &&
        connection.state !== 'deleted' &&
        connection.name > (page?.after ?? ''),
    );
    return rows
      .map(({ connection }) => connection)
      .sort((one, other) => one.name.localeCompare(other.name))
      .slice(0, page?.limit);
  }

  async open(ref: ConnectionRef): Promise<OpenConnection | undefined> {
    const row = this.row(ref);
    return row?.key && { connection: row.connection, key: row.key };
  }

  async put(connection: Connection, key: SecretString, expected: number): Promise<boolean> {
    const row = this.row(connection);
    if ((row?.connection.revision ?? 0) !== expected) return false;
    if (row) Object.assign(row, { connection, key });
    else this.rows.push({ connection, key });
    return true;
  }

  async update(connection: Connection): Promise<boolean> {
    const row = this.row(connection);
    if (row?.key === undefined || row.connection.revision !== connection.revision) return false;
    row.connection = connection;
    return true;
  }

  async touch(connection: Connection, usedAt: string): Promise<void> {
    const row = this.row(connection);
    if (row) row.connection = { ...row.connection, usedAt };
  }

  async delete(ref: ConnectionRef): Promise<boolean> {
    const row = this.row(ref);
    if (row?.key === undefined) return false;
    delete row.key;
    row.connection = { ...row.connection, state: 'deleted' };
    return true;
  }

  private row(ref: ConnectionRef): Row | undefined {
    return this.rows.find(
      ({ connection }) =>
        connection.connector === ref.connector &&
        connection.tenantId === ref.tenantId &&
        connection.name === ref.name,
    );
  }
}
