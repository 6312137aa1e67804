import type { ConnectionRef } from 'anthropic-admin-connector';
import {
  fingerprintEquals,
  type Fingerprinter,
  type SealedCredential,
  type SecretString,
} from 'anthropic-admin-connector/vault';
import type { Database } from '../database/database.js';
import type { ConnectionsTable } from '../database/schema.js';
import { bindingOf, columnsOf, SEALED_COLUMNS, sealedOf, type RecordScope } from './connection-row.js';

/** A record of a tenant's connection with its binding. */
export interface CredentialRecord {
  /** Row id; the cursor of pages. */
  readonly id: string;
  readonly sealed: SealedCredential;
  readonly binding: ReturnType<typeof bindingOf>;
}

/** Selects records and the start of a page. */
export interface RecordPage {
  /** Only records under this key. */
  readonly keyId?: string;
  /** Only records under other keys than this one. */
  readonly notKeyId?: string;
  /** Id of the last record of the previous page. */
  readonly after?: string;
  readonly limit: number;
}

/** The encrypted keys of all tenants, for the operator. It returns no key, and no tenant can reach it. */
export class CredentialRecords {
  constructor(
    private readonly database: Pick<Database, 'db' | 'engine'>,
    private readonly scope: RecordScope,
  ) {}

  /** How many records each key wraps. */
  async countByKeyId(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.db
      .selectFrom('connections')
      .select(({ fn }) => ['key_id', fn.countAll<number>().as('records')])
      .where('key_id', 'is not', null)
      .groupBy('key_id')
      .orderBy('key_id')
      .execute();
    return new Map(rows.map(({ key_id, records }) => [key_id ?? '', records]));
  }

  /** One page of records, in an order that is stable when records change. */
  async page({ keyId, notKeyId, after, limit }: RecordPage): Promise<CredentialRecord[]> {
    const rows = await this.database.db
      .selectFrom('connections')
      .select(['id', 'tenant_id', 'connector', 'name', 'revision', ...SEALED_COLUMNS])
      .where('key_id', 'is not', null)
      .$if(keyId !== undefined, (query) => query.where('key_id', '=', keyId ?? ''))
      .$if(notKeyId !== undefined, (query) => query.where('key_id', '!=', notKeyId ?? ''))
      .$if(after !== undefined, (query) => query.where('id', '>', after ?? ''))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.flatMap((row) => {
      const sealed = sealedOf(row);
      return sealed ? [{ id: row.id, sealed, binding: this.bindingOf(row) }] : [];
    });
  }

  /**
   * Replaces the wrapping that was read.
   * @returns false where the record has changed since: replaced, deleted, or rewrapped by another process.
   */
  async replaceWrapping(
    { id, sealed, binding }: CredentialRecord,
    rewrapped: SealedCredential,
  ): Promise<boolean> {
    const { format, key_id, wrapped_key } = columnsOf(rewrapped);
    const { numUpdatedRows } = await this.database.db
      .updateTable('connections')
      .set({ format, key_id, wrapped_key })
      .where('id', '=', id)
      .where('tenant_id', '=', binding.tenantId)
      .where('revision', '=', binding.revision)
      .where('key_id', '=', sealed.keyId)
      .where('wrapped_key', '=', sealed.wrappedKey)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Removes replaced wrappings from the database's files: the end of a rotation. @returns false where another process keeps them. */
  purge(): Promise<boolean> {
    return this.database.engine.purge(this.database.db);
  }

  private bindingOf(
    row: Pick<ConnectionsTable, 'tenant_id' | 'connector' | 'name' | 'revision'>,
  ): CredentialRecord['binding'] {
    const { tenant_id: tenantId, connector, name, revision } = row;
    return bindingOf(this.scope, { connector, tenantId, name, revision });
  }
}

/**
 * All records, a page at a time and once each.
 * @param notKeyId - asked before each page: leaves out what is under this key.
 */
export async function* recordPages(
  records: CredentialRecords,
  limit: number,
  notKeyId?: () => Promise<string>,
): AsyncGenerator<readonly CredentialRecord[], void, undefined> {
  for (let after: string | undefined; ;) {
    const page = await records.page({
      limit,
      ...(after !== undefined && { after }),
      ...(notKeyId && { notKeyId: await notKeyId() }),
    });
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)?.id;
  }
}

const PAGE = 500;

/** The connections of all tenants that use a given key, such as a leaked one, found without decryption. */
export async function findKey(
  { db }: Database,
  fingerprinter: Fingerprinter,
  key: SecretString,
): Promise<ConnectionRef[]> {
  const found: ConnectionRef[] = [];
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('connections')
      .select(['id', 'tenant_id', 'connector', 'name', 'fingerprint'])
      .where('key_id', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    for (const { tenant_id: tenantId, connector, name, fingerprint } of rows) {
      if (fingerprint && fingerprintEquals(fingerprint, fingerprinter.fingerprint(key, tenantId))) {
        found.push({ connector, tenantId, name });
      }
    }
    if (rows.length < PAGE) return found;
    after = rows.at(-1)?.id ?? after;
  }
}
